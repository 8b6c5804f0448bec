using System.Globalization;
using Microsoft.Extensions.Options;
using Sallyport.Identity;
using Sallyport.Identity.Users;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Identity.Users;

public sealed class SignInThrottleTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly SignInThrottle _throttle;

    public SignInThrottleTests() => _throttle = new SignInThrottle(Options.Create(new IdentityOptions()), _clock);

    [Fact]
    public void An_attack_from_very_many_addresses_on_very_many_accounts_takes_bounded_memory_and_locks_no_owner_out()
    {
        _throttle.Succeed("ann", "192.0.2.1");
        for (var i = 0; i < 30_000; i++)
        {
            _throttle.Fail("ann", Address(i));
            _throttle.Fail($"account-{i}", Address(i));
        }

        Assert.InRange(_throttle.Count, 10_000, 30_000);
        Assert.Null(_throttle.RemainingWait("ann", "192.0.2.1"));
        Assert.InRange(_throttle.RemainingWait("ann", "198.51.100.1") ?? default, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
        _clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Null(_throttle.RemainingWait("ann", "198.51.100.1"));
    }

    [Fact]
    public void Waits_double_up_to_a_quarter_of_an_hour()
    {
        var waits = new List<double>();
        for (var i = 0; i < 13; i++)
        {
            _throttle.Fail("ann", Address(i));
            var wait = _throttle.RemainingWait("ann", "198.51.100.1") ?? default;
            waits.Add(wait.TotalSeconds);
            _clock.Advance(wait);
        }

        Assert.Equal([0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900, 900], waits);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Withdrawing_an_attempt_lifts_its_own_wait_and_not_that_of_a_wrong_guess_beside_it(bool isGuessFirst)
    {
        for (var i = 0; i < 4; i++)
        {
            _throttle.Fail("ann", "192.0.2.1");
        }

        // Both began while no wait was running.
        var attempt = isGuessFirst ? default : _throttle.Fail("ann", "192.0.2.1");
        _throttle.Fail("ann", "192.0.2.1");
        attempt = isGuessFirst ? _throttle.Fail("ann", "192.0.2.1") : attempt;
        _throttle.Withdraw("ann", "192.0.2.1", attempt);
        Assert.NotNull(_throttle.RemainingWait("ann", "192.0.2.1"));
    }

    [Fact]
    public void Withdrawing_an_attempt_that_was_alone_leaves_no_wait()
    {
        for (var i = 0; i < 4; i++)
        {
            _throttle.Fail("ann", "192.0.2.1");
        }

        _throttle.Withdraw("ann", "192.0.2.1", _throttle.Fail("ann", "192.0.2.1"));
        Assert.Null(_throttle.RemainingWait("ann", "192.0.2.1"));
        _throttle.Fail("ann", "192.0.2.1");
        Assert.NotNull(_throttle.RemainingWait("ann", "192.0.2.1"));
    }

    [Fact]
    public void Unlocking_forgets_an_account_at_every_address_and_no_other_account()
    {
        _throttle.Succeed("ann", "192.0.2.1");
        for (var i = 0; i < 5; i++)
        {
            _throttle.Fail("ann", "192.0.2.1");
            _throttle.Fail("ann", Address(i));
            _throttle.Fail("joann", Address(i));
        }

        Assert.Equal(["ann", "joann"], _throttle.Waiting().Keys.Order());
        _throttle.Unlock("ann");
        Assert.Equal(["joann"], _throttle.Waiting().Keys);
        Assert.Null(_throttle.RemainingWait("ann", "192.0.2.1"));
        Assert.Null(_throttle.RemainingWait("ann", "198.51.100.1"));
    }

    private static string Address(int number) => string.Create(CultureInfo.InvariantCulture, $"10.{number >> 16}.{(number >> 8) & 255}.{number & 255}");
}
