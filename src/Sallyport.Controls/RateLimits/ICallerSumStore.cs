namespace Sallyport.Controls.RateLimits;

/// <summary>What callers have used before this process began.</summary>
public interface ICallerSumStore
{
    /// <summary>Each caller's sums from then on.</summary>
    Task<IReadOnlyList<CallerSum>> SumAsync(DateTimeOffset from, CancellationToken cancellationToken);
}
