using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;
using Sallyport.Controls.RateLimits;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Controls.RateLimits;

public sealed class RateLimiterTests
{
    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    [InlineData(1000)]
    public void A_burst_of_the_limit_passes_and_then_one_each_interval(int limit)
    {
        var limiter = Make();
        Assert.Equal(limit, Enumerable.Range(0, limit * 2).Count(_ => limiter.Ask("k", "p", limit).IsAllowed));
        var refused = limiter.Ask("k", "p", limit);
        _clock.Advance(refused.RetryAfter - TimeSpan.FromTicks(1));
        Assert.False(limiter.Ask("k", "p", limit).IsAllowed);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.True(limiter.Ask("k", "p", limit).IsAllowed);
        Assert.False(limiter.Ask("k", "p", limit).IsAllowed);
    }

    [Fact]
    public void Callers_and_proxies_have_buckets_of_their_own()
    {
        var limiter = Make();
        Assert.True(limiter.Ask("k", "p", 1).IsAllowed);
        Assert.True(limiter.Ask("k", "q", 1).IsAllowed);
        Assert.True(limiter.Ask("l", "p", 1).IsAllowed);
        Assert.False(limiter.Ask("k", "p", 1).IsAllowed);
    }

    [Fact]
    public void Remaining_and_reset_count_down_and_up()
    {
        var limiter = Make();
        Assert.Equal((59, 1), Shown(limiter.Ask("k", "p", 60)));
        Assert.Equal((58, 2), Shown(limiter.Ask("k", "p", 60)));
        _clock.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal((58, 2), Shown(limiter.Ask("k", "p", 60)));
    }

    [Fact]
    public void A_raised_limit_counts_at_once()
    {
        var limiter = Make();
        while (limiter.Ask("k", "p", 10).IsAllowed)
        {
        }

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(limiter.Ask("k", "p", 10).IsAllowed);
        Assert.True(limiter.Ask("k", "p", 600).IsAllowed);
    }

    [Fact]
    public void Never_more_than_burst_and_rate_times_time_pass()
    {
        var limits = Gen.Choose(1, 500);
        var waits = Gen.Choose(0, 2_000_000).ListOf();
        Prop.ForAll(limits.ToArbitrary(), waits.ToArbitrary(), (limit, pauses) =>
        {
            var clock = new ManualTimeProvider();
            var limiter = new RateLimiter(clock, Options.Create(new RateLimitOptions()));
            var passed = 0;
            var elapsed = TimeSpan.Zero;
            foreach (var pause in pauses)
            {
                for (var i = 0; i < 20; i++)
                {
                    passed += limiter.Ask("k", "p", limit).IsAllowed ? 1 : 0;
                }

                clock.Advance(TimeSpan.FromMicroseconds(pause));
                elapsed += TimeSpan.FromMicroseconds(pause);
            }

            return passed <= limit + (limit * elapsed.TotalMinutes);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Parallel_requests_never_pass_more_than_the_limit()
    {
        var limiter = Make();
        var tasks = Enumerable.Range(0, 8).Select(_ => Task.Run(() => Enumerable.Range(0, 1000).Count(_ => limiter.Ask("k", "p", 500).IsAllowed)));
        Assert.Equal(500, (await Task.WhenAll(tasks)).Sum());
    }

    [Fact]
    public void Full_buckets_make_room_and_used_ones_keep_their_count()
    {
        var limiter = Make(maxBuckets: 1000);
        for (var i = 0; i < 1000; i++)
        {
            limiter.Ask($"k{i}", "p", 60);
        }

        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.True(limiter.Ask("k7", "p", 2).IsAllowed);
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.True(limiter.Ask("new", "p", 60).IsAllowed);
        Assert.Equal(2, limiter.Count);
        Assert.True(limiter.Ask("k7", "p", 2).IsAllowed);
        Assert.False(limiter.Ask("k7", "p", 2).IsAllowed);
    }

    [Fact]
    public void When_nothing_makes_room_a_new_pair_is_refused()
    {
        var limiter = Make(maxBuckets: 1000);
        for (var i = 0; i < 1000; i++)
        {
            limiter.Ask($"k{i}", "p", 1);
        }

        Assert.False(limiter.Ask("new", "p", 1).IsAllowed);
        Assert.Equal(1000, limiter.Count);
    }

    private static (int Remaining, int Reset) Shown(RateLimitDecision decision) => (decision.Remaining, decision.ResetSeconds);

    private RateLimiter Make(int maxBuckets = 100_000) => new(_clock, Options.Create(new RateLimitOptions { MaxBuckets = maxBuckets }));
}
