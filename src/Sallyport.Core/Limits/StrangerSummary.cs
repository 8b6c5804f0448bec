namespace Sallyport.Core.Limits;

/// <summary>Refusals that have no audit entry of their own.</summary>
/// <param name="Address">The address they came from, IPv6 as its /64 network.</param>
/// <param name="Count">How many.</param>
/// <param name="First">When the first was.</param>
/// <param name="Last">When the last was.</param>
public sealed record StrangerSummary(string Address, long Count, DateTimeOffset First, DateTimeOffset Last);
