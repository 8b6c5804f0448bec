using Sallyport.Identity;
using Sallyport.Identity.Users;
using Xunit;

namespace Sallyport.Tests.Identity.Users;

/// <summary>Passwords over time: earlier ones, old ones, old hashes.</summary>
public sealed class PasswordLifeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task As_many_earlier_passwords_as_configured_are_refused_and_the_one_before_them_is_not()
    {
        using var identity = new IdentityFixture(passwords: new PasswordOptions { History = 2 });
        await identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        string[] chosen = [IdentityFixture.Password, "second phrase of hers", "third phrase of hers", "fourth phrase of hers"];
        for (var i = 1; i < chosen.Length; i++)
        {
            identity.Clock.Advance(TimeSpan.FromDays(1));
            Assert.Null(await ChangeAsync(identity, chosen[i - 1], chosen[i]));
        }

        Assert.Contains("used before", (await ChangeAsync(identity, chosen[3], chosen[2]))?.Fault, StringComparison.Ordinal);
        Assert.Contains("used before", (await ChangeAsync(identity, chosen[3], chosen[1]))?.Fault, StringComparison.Ordinal);
        Assert.Contains("must differ", (await ChangeAsync(identity, chosen[3], chosen[3]))?.Fault, StringComparison.Ordinal);
        Assert.Null(await ChangeAsync(identity, chosen[3], chosen[0]));
    }

    [Fact]
    public async Task Without_history_an_earlier_password_may_be_used_again()
    {
        using var identity = new IdentityFixture(passwords: new PasswordOptions { History = 0 });
        await identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        Assert.Null(await ChangeAsync(identity, IdentityFixture.Password, "second phrase of hers"));
        Assert.Null(await ChangeAsync(identity, "second phrase of hers", IdentityFixture.Password));
    }

    [Theory]
    [InlineData(29, false)]
    [InlineData(30, true)]
    public async Task A_password_that_is_too_old_must_be_changed_after_the_sign_in(int days, bool isDue)
    {
        using var identity = new IdentityFixture(passwords: new PasswordOptions { MaxAge = TimeSpan.FromDays(30) });
        var user = await identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        await identity.SaveUserAsync(user with { PasswordChangedAt = identity.Clock.GetUtcNow() }, Cancellation);
        identity.Clock.Advance(TimeSpan.FromDays(days));
        Assert.Equal(isDue, (await SignInAsync(identity, IdentityFixture.Password)).User?.MustChangePassword);
        Assert.Equal(isDue, identity.Users.Find("user-ann")?.MustChangePassword);
        Assert.Null(await ChangeAsync(identity, IdentityFixture.Password, "second phrase of hers"));
        Assert.False((await SignInAsync(identity, "second phrase of hers")).User?.MustChangePassword);
    }

    [Theory]
    [InlineData(19, 3)]
    [InlineData(24, 2)]
    public async Task When_the_cost_of_a_hash_is_changed_the_next_sign_in_hashes_again_and_only_that_one(int memoryMib, int passes)
    {
        using var before = new IdentityFixture();
        using var identity = new IdentityFixture(passwords: new PasswordOptions { HashMemoryMib = memoryMib, HashPasses = passes });
        var user = await before.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        await identity.SaveUserAsync(user, Cancellation);
        Assert.NotNull((await SignInAsync(identity, IdentityFixture.Password)).User);
        var renewed = (await identity.UserStore.FindAsync("user-ann", Cancellation))?.PasswordHash;
        Assert.Contains($"$m={memoryMib * 1024},t={passes},p=1$", renewed, StringComparison.Ordinal);
        Assert.NotNull((await SignInAsync(identity, IdentityFixture.Password)).User);
        Assert.Equal(renewed, (await identity.UserStore.FindAsync("user-ann", Cancellation))?.PasswordHash);
        Assert.Single(identity.Audit.EventTypes, "user.password.rehashed");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_is_disabled_or_gets_another_password_while_a_hash_is_made_neither_changes_it_nor_signs_in(bool isReset)
    {
        using var before = new IdentityFixture();
        using var identity = new IdentityFixture(passwords: new PasswordOptions { HashPasses = 3 });
        var read = await before.AddUserAsync("ann", UserRole.Operator, Cancellation);
        var changed = isReset ? read with { PasswordHash = "reset", PasswordChangedAt = identity.Clock.GetUtcNow() } : read with { IsActive = false };
        foreach (var isSignIn in new[] { true, false })
        {
            identity.UserStore.Meanwhile = null;
            await identity.SaveUserAsync(read, Cancellation);
            identity.UserStore.Meanwhile = () => identity.UserStore.Put(changed, identity.Actor.Entry(identity.Clock.GetUtcNow(), "user.updated", "user", read.Id, read.Name));
            if (isSignIn)
            {
                Assert.Null((await SignInAsync(identity, IdentityFixture.Password)).User);
            }
            else
            {
                Assert.Equal(PasswordRefusal.WrongPassword, await ChangeAsync(identity, IdentityFixture.Password, "second phrase of hers"));
            }

            Assert.Equal(changed, await identity.UserStore.FindAsync("user-ann", Cancellation));
        }
    }

    private static Task<PasswordRefusal?> ChangeAsync(IdentityFixture identity, string current, string replacement) =>
        identity.Own.ChangeAsync("user-ann", current, replacement, identity.Actor, Cancellation);

    private static Task<SignInResult> SignInAsync(IdentityFixture identity, string password) =>
        identity.Accounts.SignInAsync("ann", password, "", identity.Actor, Cancellation);
}
