namespace Sallyport.Controls.RateLimits;

/// <summary>What the limiter says of one request.</summary>
/// <param name="IsAllowed">Whether it may pass.</param>
/// <param name="Remaining">How many more would pass right now.</param>
/// <param name="ResetSeconds">Seconds until the full burst is available again, rounded up.</param>
/// <param name="RetryAfter">When the next request would pass; zero when this one did.</param>
public readonly record struct RateLimitDecision(bool IsAllowed, int Remaining, int ResetSeconds, TimeSpan RetryAfter);
