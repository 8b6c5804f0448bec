namespace Sallyport.Core.Exchanges;

/// <summary>A rate limit as told to callers in <c>RateLimit-*</c> headers.</summary>
/// <param name="Limit">Requests per minute.</param>
/// <param name="Remaining">Requests that would pass right now.</param>
/// <param name="ResetSeconds">Seconds until the full burst is available again.</param>
public sealed record RateLimitState(int Limit, int Remaining, int ResetSeconds);
