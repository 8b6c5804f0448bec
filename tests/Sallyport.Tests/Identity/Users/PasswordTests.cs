using Sallyport.Core.Access;
using Microsoft.Extensions.Options;
using Sallyport.Identity.Users;
using Xunit;

namespace Sallyport.Tests.Identity.Users;

public sealed class PasswordTests : IDisposable
{
    private readonly IdentityFixture _identity = new();

    public void Dispose() => _identity.Dispose();

    [Fact]
    public async Task A_hash_has_the_PHC_form_with_its_parameters()
    {
        var phc = await _identity.Hasher.HashAsync("correct horse battery", TestContext.Current.CancellationToken);
        Assert.Matches(@"^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$", phc);
    }

    [Theory]
    [InlineData("correct horse battery", true)]
    [InlineData("correct horse batterY", false)]
    [InlineData("", false)]
    public async Task Only_the_password_itself_matches(string tried, bool expected)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var phc = await _identity.Hasher.HashAsync("correct horse battery", cancellation);
        Assert.Equal(expected, (await _identity.CheckAsync(tried, phc, cancellation)).IsMatch);
    }

    [Fact]
    public async Task Composed_and_decomposed_characters_are_the_same_password()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var phc = await _identity.Hasher.HashAsync("caf\u00e9 au lait chaud", cancellation);
        Assert.True((await _identity.CheckAsync("cafe\u0301 au lait chaud", phc, cancellation)).IsMatch);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc")]
    [InlineData("$argon2id$v=19$m=99999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc")]
    [InlineData("$argon2id$v=19$m=64,t=2$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHApl8ArZWb2GRPPc")]
    [InlineData("$argon2id$v=19$m=64,t=2,p=1$c29tZXNhbHQ$!!!")]
    public async Task A_malformed_or_unbearable_hash_matches_nothing(string phc) =>
        Assert.False((await _identity.CheckAsync("password", phc, TestContext.Current.CancellationToken)).IsMatch);

    [Fact]
    public async Task Other_parameters_are_read_from_the_hash_and_reported()
    {
        var check = await _identity.CheckAsync(
            "password", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4", TestContext.Current.CancellationToken);
        Assert.True(check.IsMatch);
        Assert.True(check.NeedsRehash);
    }

    [Theory]
    [InlineData("short", "characters")]
    [InlineData("password1234", "common")]
    [InlineData("PASSWORD1234", "common")]
    [InlineData("aaaaaaaaaaaaaa", "simple")]
    [InlineData("administrator1", "common")]
    [InlineData("somebody-else-1", "user name")]
    public void Bad_passwords_are_refused_with_the_reason(string password, string reason) =>
        Assert.Contains(reason, FindFault(password, "somebody-else-1"), StringComparison.Ordinal);

    [Fact]
    public void A_lone_surrogate_is_refused() =>
        Assert.Contains("broken", FindFault("lone " + (char)0xd800 + " surrogate", "admin"), StringComparison.Ordinal);

    [Theory]
    [InlineData("a long enough phrase")]
    [InlineData("zwölf Zeichen!")]
    public void Good_passwords_pass(string password) => Assert.Null(FindFault(password, "admin"));

    [Fact]
    public void A_password_of_129_characters_is_refused() =>
        Assert.NotNull(FindFault(string.Concat(Enumerable.Range(0, 16).Select(i => $"{i}ab-{i}fg")) + "xyzxyzxyzxyzxyzxyzxyzxyzxyzxyzxyz", "admin"));

    private static string? FindFault(string password, string userName) =>
        new PasswordPolicy(Options.Create(new PasswordOptions())).FindFault(password, userName, PermissionReach.Read);
}
