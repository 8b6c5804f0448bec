using Microsoft.Extensions.Options;
using Sallyport.Identity;
using Sallyport.Identity.Users;
using Xunit;

namespace Sallyport.Tests.Identity;

public sealed class IdentityOptionsValidatorTests
{
    [Fact]
    public void The_defaults_are_valid() =>
        Assert.True(new IdentityOptionsValidator(Options.Create(new PasswordOptions())).Validate(null, new IdentityOptions()).Succeeded);

    [Fact]
    public void Every_fault_is_listed_with_its_key_and_without_the_password()
    {
        var options = new IdentityOptions
        {
            AdminPassword = "tooshort",
            SessionLifetime = TimeSpan.Zero,
            AccessLifetime = TimeSpan.Zero,
            MaxConcurrentPasswordHashes = 0,
            SignInFailuresPerAccount = 1,
            SignInFailuresPerAddress = 1,
            ApiKeyFailuresPerAddress = 1,
        };
        var text = string.Join('\n', new IdentityOptionsValidator(Options.Create(new PasswordOptions())).Validate(null, options).Failures ?? []);
        Assert.All(
            ["AdminPassword", "SessionLifetime", "AccessLifetime", "SessionIdleTimeout", "MaxConcurrentPasswordHashes", "SignInFailuresPerAccount", "SignInFailuresPerAddress", "ApiKeyFailuresPerAddress"],
            key => Assert.Contains($"Identity:{key}", text, StringComparison.Ordinal));
        Assert.DoesNotContain("tooshort", text, StringComparison.Ordinal);
    }
}
