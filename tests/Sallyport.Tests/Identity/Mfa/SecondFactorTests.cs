using Sallyport.Identity;
using Sallyport.Identity.Authentication;
using Sallyport.Identity.Mfa;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Users;
using Xunit;

namespace Sallyport.Tests.Identity.Mfa;

public sealed class SecondFactorTests : IDisposable
{
    private readonly IdentityFixture _identity = new();
    private byte[] _secret = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _identity.Dispose();

    [Fact]
    public async Task Without_a_confirmed_authenticator_no_code_is_asked_for()
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        Assert.NotNull(await _identity.Factor.BeginAsync(user, _identity.Actor, Cancellation));
        Assert.NotNull((await SignInAsync("")).User);
    }

    [Fact]
    public async Task With_one_the_right_password_alone_is_told_to_send_a_code_and_a_wrong_one_is_not()
    {
        await EnrolAsync();
        Assert.Equal(CodeFault.Missing, (await SignInAsync("")).Code);
        Assert.Null((await SignInAsync("", "not the password 1")).Code);
        Assert.Null((await SignInAsync(Code(1), "not the password 1")).User);
        var result = await SignInAsync(Code(1));
        Assert.Equal(("ann", SignInMethod.Totp), (result.User?.Name, result.Method));
    }

    [Fact]
    public async Task A_code_works_once()
    {
        await EnrolAsync();
        var code = Code(1);
        Assert.NotNull((await SignInAsync(code)).User);
        Assert.Equal(CodeFault.Wrong, (await SignInAsync(code)).Code);
    }

    [Fact]
    public async Task The_code_that_confirmed_the_authenticator_does_not_sign_in_as_well()
    {
        await EnrolAsync();
        Assert.Equal(CodeFault.Wrong, (await SignInAsync(Code(0))).Code);
    }

    [Fact]
    public async Task A_recovery_code_works_once_however_it_is_typed_and_the_trail_says_so()
    {
        var codes = await EnrolAsync();
        var result = await SignInAsync($" {codes[3].ToUpperInvariant()} ");
        Assert.Equal(("ann", SignInMethod.RecoveryCode), (result.User?.Name, result.Method));
        Assert.Equal(CodeFault.Wrong, (await SignInAsync(codes[3])).Code);
        Assert.Equal(9, await _identity.Factor.CountCodesAsync("user-ann", Cancellation));
        Assert.Contains("auth.mfa.recovery_code_used", _identity.Audit.EventTypes);
    }

    [Fact]
    public async Task Guessing_codes_waits_like_guessing_passwords_even_when_sign_ins_without_a_code_come_between()
    {
        await EnrolAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(CodeFault.Wrong, (await SignInAsync("000000")).Code);
            if (i < 4)
            {
                Assert.Equal(CodeFault.Missing, (await SignInAsync("")).Code);
            }
        }

        Assert.NotNull((await SignInAsync(Code(1))).RetryAfter);
        Assert.NotNull((await SignInAsync("")).RetryAfter);
    }

    [Fact]
    public async Task A_secret_that_cannot_be_opened_lets_recovery_codes_in_and_nothing_else()
    {
        var codes = await EnrolAsync();
        _identity.Sealer.KeyId = "another";
        Assert.Equal(CodeFault.Wrong, (await SignInAsync(Code(1))).Code);
        Assert.NotNull((await SignInAsync(codes[0])).User);
    }

    [Fact]
    public async Task A_wrong_code_confirms_nothing_and_a_second_secret_replaces_the_first_until_one_is_confirmed()
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        await _identity.Factor.BeginAsync(user, _identity.Actor, Cancellation);
        await RememberSecretAsync();
        var old = Code(0);
        await _identity.Factor.BeginAsync(user, _identity.Actor, Cancellation);
        Assert.Null(await _identity.Factor.ConfirmAsync(user, old, _identity.Actor, Cancellation));
        await RememberSecretAsync();
        Assert.NotNull(await _identity.Factor.ConfirmAsync(user, Code(0), _identity.Actor, Cancellation));
        Assert.Null(await _identity.Factor.BeginAsync(user, _identity.Actor, Cancellation));
    }

    [Fact]
    public async Task After_five_wrong_codes_a_begun_secret_is_gone_and_the_account_waits_and_the_trail_says_so()
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        await _identity.Factor.BeginAsync(user, _identity.Actor, Cancellation);
        await RememberSecretAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.NotNull(await _identity.Factor.FindAsync("user-ann", Cancellation));
            Assert.Null((await _identity.Confirmation.ConfirmAsync(user, "x", _identity.Actor, Cancellation)).Refusal);
        }

        Assert.Null(await _identity.Factor.FindAsync("user-ann", Cancellation));
        Assert.NotNull((await _identity.Confirmation.ConfirmAsync(user, Code(0), _identity.Actor, Cancellation)).Refusal?.RetryAfter);
        Assert.NotNull((await SignInAsync("")).RetryAfter);
        Assert.Single(_identity.Audit.EventTypes, "auth.account.locked");
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task A_begun_secret_waits_ten_minutes_for_its_confirmation(int minutes, bool isConfirmed)
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        await _identity.Factor.BeginAsync(user, _identity.Actor, Cancellation);
        await RememberSecretAsync();
        _identity.Clock.Advance(TimeSpan.FromMinutes(minutes));
        Assert.Equal(isConfirmed, (await _identity.Confirmation.ConfirmAsync(user, Code(0), _identity.Actor, Cancellation)).Codes is not null);
        Assert.Equal(isConfirmed, await _identity.Factor.FindAsync("user-ann", Cancellation) is not null);
    }

    [Fact]
    public async Task A_proof_by_the_password_alone_does_not_forget_the_wrong_codes()
    {
        await EnrolAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.True((await ProveAsync("000000"))?.IsCodeWrong);
            if (i < 4)
            {
                Assert.Null(await ProveAsync(null));
            }
        }

        Assert.NotNull((await ProveAsync(Code(1)))?.RetryAfter);
        Assert.Single(_identity.Audit.EventTypes, "auth.account.locked");
    }

    [Fact]
    public async Task Renewed_recovery_codes_replace_the_old_ones()
    {
        var old = await EnrolAsync();
        var user = await _identity.UserStore.FindAsync("user-ann", Cancellation);
        Assert.NotNull(user);
        var renewed = await _identity.Factor.RenewCodesAsync(user, _identity.Actor, Cancellation);
        Assert.NotNull(renewed);
        Assert.Equal(CodeFault.Wrong, (await SignInAsync(old[0])).Code);
        Assert.NotNull((await SignInAsync(renewed[0])).User);
    }

    [Theory]
    [InlineData("none", UserRole.Admin, false, false, "None")]
    [InlineData("admin", UserRole.Operator, false, false, "None")]
    [InlineData("admin", UserRole.Admin, false, false, "EnrolSecondFactor")]
    [InlineData("admin", UserRole.Admin, true, false, "None")]
    [InlineData("Operator", UserRole.Admin, false, false, "EnrolSecondFactor")]
    [InlineData("viewer", UserRole.Viewer, false, false, "EnrolSecondFactor")]
    [InlineData("viewer", UserRole.Viewer, false, true, "ChangePassword")]
    public void A_role_can_be_told_to_have_a_second_factor(string from, string role, bool hasOne, bool mustChange, string duty)
    {
        var duties = new SignInDuties(Microsoft.Extensions.Options.Options.Create(new IdentityOptions { RequireSecondFactorFrom = from }), _identity.Users);
        var user = new User { Id = "u", Name = "ann", Role = role, PasswordHash = "", HasSecondFactor = hasOne, MustChangePassword = mustChange };
        Assert.Equal(duty, duties.Of(user).ToString());
    }

    private async Task<IReadOnlyList<string>> EnrolAsync()
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        await _identity.Factor.BeginAsync(user, _identity.Actor, Cancellation);
        await RememberSecretAsync();
        return await _identity.Factor.ConfirmAsync(user, Code(0), _identity.Actor, Cancellation) ?? throw new InvalidOperationException("not confirmed");
    }

    // The sealer of these tests seals nothing.
    private async Task RememberSecretAsync() => _secret = (await _identity.Factor.FindAsync("user-ann", Cancellation))?.Secret.Envelope ?? [];

    private string Code(int stepsFromNow) => Totp.Compute(_secret, Totp.StepAt(_identity.Clock.GetUtcNow()) + stepsFromNow, Totp.Digits);

    private Task<PasswordRefusal?> ProveAsync(string? code) =>
        _identity.Own.FindRefusalAsync("user-ann", IdentityFixture.Password, code, _identity.Actor, Cancellation);

    private Task<SignInResult> SignInAsync(string code, string password = IdentityFixture.Password) =>
        _identity.Accounts.SignInAsync("ann", password, code, _identity.Actor, Cancellation);
}
