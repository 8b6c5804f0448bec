namespace Sallyport.Controls.RateLimits;

/// <summary>Request rates.</summary>
public sealed class RateLimitOptions
{
    /// <summary>Requests a minute for each key on each proxy where the grant names no limit. 0 to 100,000,000; 0 is no limit; default 600.</summary>
    public int DefaultPerMinute { get; set; } = 600;

    /// <summary>How many (key, proxy) pairs are tracked at once; about 150 bytes each. 1,000 to 10,000,000; default 100,000.</summary>
    public int MaxBuckets { get; set; } = 100_000;
}
