using Sallyport.Controls.RateLimits;

namespace Sallyport.Tests.Fakes;

/// <summary>Sums of callers as a test sets them; none to begin with.</summary>
public sealed class NoCallerSums : ICallerSumStore
{
    public List<CallerSum> Sums { get; } = [];

    public Task<IReadOnlyList<CallerSum>> SumAsync(DateTimeOffset from, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<CallerSum>>([.. Sums]);
}
