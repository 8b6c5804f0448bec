using System.Net;
using Sallyport.Core.Limits;
using Sallyport.Identity.Authentication;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Identity.Authentication;

public sealed class FailureThrottleTests
{
    private readonly ManualTimeProvider _clock = new();

    [Fact]
    public void Waits_double_up_to_the_cap()
    {
        var throttle = Make();
        double[] waits = [.. Enumerable.Range(1, 8).Select(_ => FailAndWait(throttle))];
        Assert.Equal([0, 0, 10, 20, 40, 60, 60, 60], waits);
    }

    [Fact]
    public void Old_failures_are_forgotten()
    {
        var throttle = Make();
        throttle.Fail("a");
        throttle.Fail("a");
        _clock.Advance(TimeSpan.FromSeconds(61));
        throttle.Fail("a");
        Assert.Null(throttle.RemainingWait("a"));
    }

    [Fact]
    public void Memory_is_bounded_and_the_worst_offender_is_kept()
    {
        var throttle = Make();
        for (var i = 0; i < 3; i++)
        {
            throttle.Fail("worst");
        }

        for (var i = 0; i < 1000; i++)
        {
            throttle.Fail($"name-{i}");
        }

        Assert.InRange(throttle.Count, 1, 100);
        Assert.NotNull(throttle.RemainingWait("worst"));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void Addresses_are_counted_by_host_or_by_IPv6_network(string address, string expected) =>
        Assert.Equal(expected, ClientAddress.Of(IPAddress.Parse(address)));

    private FailureThrottle Make() => new(new(3, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)) { MaxCauses = 100 }, _clock);

    private double FailAndWait(FailureThrottle throttle)
    {
        throttle.Fail("a");
        var wait = throttle.RemainingWait("a") ?? TimeSpan.Zero;
        _clock.Advance(wait);
        return wait.TotalSeconds;
    }
}
