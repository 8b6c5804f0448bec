using Sallyport.Identity.Tokens;
using Xunit;

namespace Sallyport.Tests.Identity.Tokens;

public sealed class SigningKeysTests : IDisposable
{
    private readonly IdentityFixture _identity = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _identity.Dispose();

    [Fact]
    public async Task The_next_key_is_published_before_it_signs_and_the_former_one_verifies_until_its_last_token_is_over()
    {
        var first = await SignAsync();
        await _identity.SigningKeys.RotateAsync(_identity.Actor, Cancellation);
        Assert.Equal(2, _identity.SigningKeys.Published.Count);
        Assert.Equal(first, await SignAsync());

        _identity.Clock.Advance(TimeSpan.FromHours(1));
        var second = await SignAsync();
        Assert.NotEqual(first, second);
        Assert.NotNull(_identity.SigningKeys.Find(first));

        _identity.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Null(_identity.SigningKeys.Find(first));
        Assert.Equal(second, Assert.Single(_identity.SigningKeys.Published).Key.Id);
    }

    [Fact]
    public async Task A_key_that_has_signed_long_enough_is_followed_by_another_without_anybodys_doing()
    {
        var first = await SignAsync();
        _identity.Clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromHours(1));
        Assert.Equal(first, await SignAsync());
        Assert.Equal(2, _identity.SigningKeys.Published.Count);
        _identity.Clock.Advance(TimeSpan.FromHours(1));
        Assert.NotEqual(first, await SignAsync());
    }

    [Fact]
    public async Task Keys_that_no_longer_verify_are_removed_with_the_next_one()
    {
        var first = await SignAsync();
        await _identity.SigningKeys.RotateAsync(_identity.Actor, Cancellation);
        _identity.Clock.Advance(TimeSpan.FromDays(2));
        await _identity.SigningKeys.RotateAsync(_identity.Actor, Cancellation);

        Assert.DoesNotContain(_identity.SigningKeyStore.Keys, key => key.Id == first);
        Assert.Equal(2, _identity.SigningKeyStore.Keys.Count);
    }

    [Fact]
    public async Task While_one_waits_for_its_turn_no_further_key_is_made()
    {
        await SignAsync();
        Assert.NotNull(await _identity.SigningKeys.RotateAsync(_identity.Actor, Cancellation));
        Assert.Null(await _identity.SigningKeys.RotateAsync(_identity.Actor, Cancellation));
        Assert.Equal(2, _identity.SigningKeys.Published.Count);

        _identity.Clock.Advance(TimeSpan.FromHours(1));
        Assert.NotNull(await _identity.SigningKeys.RotateAsync(_identity.Actor, Cancellation));
    }

    [Fact]
    public async Task Before_the_first_token_there_is_no_key()
    {
        Assert.Empty(_identity.SigningKeys.Published);
        await SignAsync();
        Assert.Single(_identity.SigningKeys.Published);
    }

    [Fact]
    public async Task A_burst_of_first_tokens_makes_one_key()
    {
        var signers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => SignAsync()));

        Assert.Equal(Assert.Single(_identity.SigningKeyStore.Keys).Id, Assert.Single(signers.Distinct()));
    }

    [Fact]
    public async Task A_key_of_another_master_key_goes_on_verifying_and_is_followed_at_once_by_one_that_signs()
    {
        var lost = await SignAsync();
        _identity.Sealer.KeyId = "another";
        _identity.Clock.Advance(TimeSpan.FromMinutes(1));

        var signers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => SignAsync()));

        var next = Assert.Single(signers.Distinct());
        Assert.NotEqual(lost, next);
        Assert.NotNull(_identity.SigningKeys.Find(lost));
        Assert.Equal(next, await SignAsync());
        Assert.Equal(2, _identity.SigningKeyStore.Keys.Count);
    }

    [Fact]
    public void Every_fault_of_the_settings_is_listed()
    {
        var options = new TokenOptions
        {
            Issuer = " ",
            Audience = "",
            Algorithm = "HS256",
            MaxLifetime = TimeSpan.FromHours(25),
            DefaultLifetime = TimeSpan.Zero,
            KeyLifetime = TimeSpan.Zero,
            PublishAhead = TimeSpan.FromDays(2),
            MaxRemembered = 1,
        };

        Assert.Equal(8, new TokenOptionsValidator().Validate(null, options).Failures?.Count());
        Assert.True(new TokenOptionsValidator().Validate(null, new TokenOptions()).Succeeded);
    }

    private async Task<string> SignAsync() => (await _identity.SigningKeys.SignAsync(_ => [1], Cancellation)).KeyId;
}
