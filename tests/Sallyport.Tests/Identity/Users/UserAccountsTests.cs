using Sallyport.Core.Auditing;
using Sallyport.Core.Limits;
using Sallyport.Identity;
using Sallyport.Identity.Users;
using Xunit;

namespace Sallyport.Tests.Identity.Users;

public sealed class UserAccountsTests : IDisposable
{
    private readonly IdentityFixture _identity = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _identity.Dispose();

    [Fact]
    public async Task The_right_password_signs_in()
    {
        await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        Assert.Equal("ann", (await SignInAsync("Ann ", IdentityFixture.Password)).User?.Name);
    }

    [Theory]
    [InlineData("ann", "wrong password 1", "ann")]
    [InlineData("nobody, or a password in the wrong field", IdentityFixture.Password, "(unknown)")]
    [InlineData("gone", IdentityFixture.Password, "gone")]
    public async Task Wrong_unknown_and_deactivated_give_the_same_answer_and_are_recorded_without_unknown_names(string name, string password, string recorded)
    {
        await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        await _identity.AddUserAsync("gone", UserRole.Viewer, Cancellation, isActive: false);
        Assert.Equal(new SignInResult(null, null), await SignInAsync(name, password));
        var entry = _identity.Audit.Entries[^1];
        Assert.Equal(("auth.login.failed", "failure", recorded), (entry.EventType, entry.Result, entry.ResourceName));
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("nobody")]
    public async Task The_sixth_try_after_five_failures_waits_and_waits_grow(string name)
    {
        await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        for (var i = 0; i < 5; i++)
        {
            Assert.Null((await SignInAsync(name, "wrong password 1", $"198.51.100.{i}")).RetryAfter);
        }

        Assert.Equal(TimeSpan.FromSeconds(15), (await SignInAsync(name, IdentityFixture.Password)).RetryAfter);
        _identity.Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Null((await SignInAsync(name, "wrong password 1")).RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(30), (await SignInAsync(name, IdentityFixture.Password)).RetryAfter);
    }

    [Fact]
    public async Task Strangers_who_fail_on_purpose_do_not_lock_the_owner_out()
    {
        await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        await SignInAsync("ann", IdentityFixture.Password, "192.0.2.1");
        for (var i = 0; i < 6; i++)
        {
            await SignInAsync("ann", "wrong password 1", $"198.51.100.{i}");
        }

        Assert.NotNull((await SignInAsync("ann", IdentityFixture.Password, "198.51.100.77")).RetryAfter);
        Assert.Equal("ann", (await SignInAsync("ann", IdentityFixture.Password, "192.0.2.1")).User?.Name);
        // The owner's success does not give strangers new tries, and guesses at the owner's place are bounded as well.
        Assert.NotNull((await SignInAsync("ann", IdentityFixture.Password, "198.51.100.77")).RetryAfter);
        for (var i = 0; i < 5; i++)
        {
            Assert.Null((await SignInAsync("ann", "wrong password 1", "192.0.2.1")).RetryAfter);
        }

        Assert.NotNull((await SignInAsync("ann", IdentityFixture.Password, "192.0.2.1")).RetryAfter);
    }

    [Fact]
    public async Task The_trail_says_once_for_each_wait_that_an_account_was_locked()
    {
        await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        for (var i = 0; i < 8; i++)
        {
            await SignInAsync("ann", "wrong password 1", $"198.51.100.{i}");
            await SignInAsync("nobody", "wrong password 1", $"203.0.113.{i}");
        }

        Assert.Equal("ann", Assert.Single(_identity.Audit.Entries, entry => entry.EventType == "auth.account.locked").ResourceName);
    }

    [Fact]
    public async Task An_address_that_has_to_wait_does_not_make_the_trail_say_that_the_account_is_locked()
    {
        using var identity = new IdentityFixture(new IdentityOptions { SignInFailuresPerAddress = 2 });
        await identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        await identity.Accounts.SignInAsync("nobody", "wrong password 1", "", identity.Actor, Cancellation);
        await identity.Accounts.SignInAsync("ann", "wrong password 1", "", identity.Actor, Cancellation);
        Assert.NotNull((await identity.Accounts.SignInAsync("ann", "wrong password 1", "", identity.Actor, Cancellation)).RetryAfter);
        Assert.DoesNotContain("auth.account.locked", identity.Audit.EventTypes);
    }

    [Fact]
    public async Task A_success_after_the_wait_forgets_the_account_s_failures()
    {
        await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        for (var i = 0; i < 5; i++)
        {
            await SignInAsync("ann", "wrong password 1");
        }

        _identity.Clock.Advance(TimeSpan.FromSeconds(16));
        Assert.NotNull((await SignInAsync("ann", IdentityFixture.Password)).User);
        Assert.Null((await SignInAsync("ann", "wrong password 1")).RetryAfter);
        Assert.NotNull((await SignInAsync("ann", IdentityFixture.Password)).User);
    }

    [Fact]
    public async Task One_address_that_tries_many_names_has_to_wait()
    {
        for (var i = 0; i < 20; i++)
        {
            Assert.Null((await SignInAsync($"name-{i}", "wrong password 1")).RetryAfter);
        }

        Assert.NotNull((await SignInAsync("another", "wrong password 1")).RetryAfter);
        Assert.Null((await SignInAsync("another", "wrong password 1", "203.0.113.9")).RetryAfter);
    }

    [Fact]
    public async Task Successful_sign_ins_do_not_use_up_the_address()
    {
        await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        for (var i = 0; i < 25; i++)
        {
            Assert.NotNull((await SignInAsync("ann", IdentityFixture.Password)).User);
        }
    }

    [Fact]
    public async Task A_weak_hash_is_replaced_at_sign_in()
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        await _identity.SaveUserAsync(
            user with { PasswordHash = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4" }, Cancellation);
        Assert.NotNull((await SignInAsync("ann", "password")).User);
        Assert.StartsWith("$argon2id$v=19$m=19456,", _identity.Users.Find(user.Id)?.PasswordHash, StringComparison.Ordinal);
        Assert.NotNull((await SignInAsync("ann", "password")).User);
    }

    [Fact]
    public async Task Changing_the_password_lifts_the_duty_to_change_it()
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        await _identity.SaveUserAsync(user with { MustChangePassword = true }, Cancellation);
        var result = await _identity.Own.ChangeAsync(
            user.Id, IdentityFixture.Password, "another long phrase", _identity.Actor, Cancellation);
        Assert.Null(result);
        Assert.False(_identity.Users.Find(user.Id)?.MustChangePassword);
        Assert.Null((await SignInAsync("ann", IdentityFixture.Password)).User);
        Assert.NotNull((await SignInAsync("ann", "another long phrase")).User);
        Assert.Contains("auth.password.change", _identity.Audit.EventTypes);
    }

    [Theory]
    [InlineData("wrong current one", "another long phrase", false)]
    [InlineData(IdentityFixture.Password, "short", true)]
    [InlineData(IdentityFixture.Password, IdentityFixture.Password, true)]
    public async Task A_refused_change_leaves_the_password(string current, string replacement, bool hasFault)
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        var result = await _identity.Own.ChangeAsync(user.Id, current, replacement, _identity.Actor, Cancellation);
        Assert.NotNull(result);
        Assert.Equal(hasFault, result.Fault is not null);
        Assert.NotNull((await SignInAsync("ann", IdentityFixture.Password)).User);
    }

    [Fact]
    public async Task The_first_start_makes_an_administrator_who_must_change_the_password()
    {
        var password = await _identity.Bootstrap.EnsureAsync(Cancellation);
        Assert.NotNull(password);
        var user = (await SignInAsync("admin", password)).User;
        Assert.Equal((UserRole.Admin, true), (user?.Role, user?.MustChangePassword));
        Assert.Null(await _identity.Bootstrap.EnsureAsync(Cancellation));
    }

    [Fact]
    public async Task A_configured_first_password_is_not_shown_and_need_not_be_changed()
    {
        using var identity = new IdentityFixture(new IdentityOptions { AdminPassword = "configured phrase 9" });
        Assert.Null(await identity.Bootstrap.EnsureAsync(Cancellation));
        var result = await identity.Accounts.SignInAsync("admin", "configured phrase 9", "", identity.Actor, Cancellation);
        Assert.False(result.User?.MustChangePassword);
    }

    [Fact]
    public async Task Failed_sign_ins_beyond_an_addresss_budget_leave_no_entries_of_their_own()
    {
        var budget = new LimitOptions().StrangerRefusalsPerMinute;
        for (var i = 0; i < budget + 5; i++)
        {
            await SignInAsync($"nobody-{i}", "wrong password 1");
        }

        Assert.Equal(budget, _identity.Audit.Entries.Count(entry => entry.EventType == "auth.login.failed"));
        Assert.Equal(5, Assert.Single(_identity.Strangers.Take()).Count);
    }

    [Fact]
    public async Task A_sign_in_for_which_there_is_no_place_is_neither_compared_nor_counted()
    {
        await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        var places = new List<IDisposable>();
        while (_identity.Hasher.TryJoin() is { } place)
        {
            Assert.True(places.Count < 1000, "The queue has no end.");
            places.Add(place);
        }

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(new SignInResult(null, null, IsBusy: true), await SignInAsync("ann", "wrong password 1"));
        }

        Assert.DoesNotContain(_identity.Audit.Entries, entry => entry.EventType == "auth.login.failed");
        places.ForEach(place => place.Dispose());
        Assert.NotNull((await SignInAsync("ann", IdentityFixture.Password)).User);
    }

    private Task<SignInResult> SignInAsync(string name, string password, string address = "192.0.2.7") =>
        _identity.Accounts.SignInAsync(name, password, "", new RequestActor("nobody", "", "", address, "request"), Cancellation);
}
