using System.Collections.Concurrent;
using Sallyport.Core.Exchanges;
using Xunit;

namespace Sallyport.Tests.Core.Exchanges;

public sealed class TimeOrderedIdGeneratorTests
{
    [Fact]
    public void Ids_of_many_threads_are_all_different_although_each_thread_draws_for_many_at_once()
    {
        var ids = new TimeOrderedIdGenerator(TimeProvider.System);
        var seen = new ConcurrentDictionary<string, bool>(StringComparer.Ordinal);

        Parallel.For(0, 20_000, _ => Assert.True(seen.TryAdd(ids.NewId(), true)));

        Assert.All(seen.Keys, id => Assert.Equal(26, id.Length));
    }

    [Fact]
    public void A_later_id_sorts_behind_an_earlier_one()
    {
        var earlier = new TimeOrderedIdGenerator(new FixedClock(1_000)).NewId();
        var later = new TimeOrderedIdGenerator(new FixedClock(1_001)).NewId();

        Assert.True(string.CompareOrdinal(earlier, later) < 0);
    }

    private sealed class FixedClock(long milliseconds) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }
}
