namespace Sallyport.Admin.Running;

/// <summary>When the gateway was put together.</summary>
/// <param name="Time">The moment.</param>
internal sealed record RunningSince(DateTimeOffset Time);
