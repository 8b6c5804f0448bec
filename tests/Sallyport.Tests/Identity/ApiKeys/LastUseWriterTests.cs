using Microsoft.Extensions.Logging.Abstractions;
using Sallyport.Identity.ApiKeys;
using Sallyport.Identity.Users;
using Xunit;

namespace Sallyport.Tests.Identity.ApiKeys;

public sealed class LastUseWriterTests : IDisposable
{
    private readonly IdentityFixture _identity = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _identity.Dispose();

    [Fact]
    public async Task Uses_are_written_once_and_survive_a_reload_of_the_table()
    {
        var (key, text) = await MakeKeyAsync();
        _identity.Keys.Find(text)?.Use.Note(_identity.Clock.GetUtcNow(), System.Net.IPAddress.Parse("192.0.2.7"));
        await _identity.Keys.ReloadAsync(Cancellation);
        using var writer = Writer();
        await writer.WriteAsync(Cancellation);
        await writer.WriteAsync(Cancellation);
        var touched = Assert.Single(_identity.KeyStore.Touches);
        Assert.Equal(new LastUse(_identity.Clock.GetUtcNow(), "192.0.2.7"), touched[key.Id]);
    }

    [Fact]
    public async Task A_broken_store_loses_nothing()
    {
        var (_, text) = await MakeKeyAsync();
        _identity.Keys.Find(text)?.Use.Note(_identity.Clock.GetUtcNow(), System.Net.IPAddress.Parse("192.0.2.7"));
        using var writer = Writer();
        _identity.KeyStore.IsBroken = true;
        await writer.WriteAsync(Cancellation);
        _identity.KeyStore.IsBroken = false;
        await writer.WriteAsync(Cancellation);
        Assert.Single(_identity.KeyStore.Touches);
    }

    [Fact]
    public async Task A_reload_that_fails_leaves_the_keys_in_force()
    {
        var (_, text) = await MakeKeyAsync();
        _identity.KeyStore.IsBroken = true;
        await Assert.ThrowsAsync<IOException>(() => _identity.Keys.ReloadAsync(Cancellation));
        Assert.NotNull(_identity.Keys.Find(text));
    }

    private async Task<(ApiKey Key, string Text)> MakeKeyAsync()
    {
        var owner = await _identity.AddUserAsync("ann", UserRole.Admin, Cancellation);
        return await _identity.KeyAdmin.CreateAsync(owner, new NewApiKey("k", null, null), _identity.Actor, Cancellation);
    }

    private LastUseWriter Writer() => new(_identity.Keys, _identity.KeyStore, _identity.Clock, NullLogger<LastUseWriter>.Instance);
}
