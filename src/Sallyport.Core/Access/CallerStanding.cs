using Sallyport.Core.Exchanges;

namespace Sallyport.Core.Access;

/// <summary>Somebody who could call, for explaining what they may do without a call.</summary>
/// <param name="Caller">As the pipeline would see them.</param>
/// <param name="State">Whether their credential works right now: <c>active</c>, or why not.</param>
public sealed record CallerStanding(Caller Caller, string State);
