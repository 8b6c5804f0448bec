using Sallyport.Core.Secrets;
using Sallyport.Identity.Mfa;
using Sallyport.Identity.Users;
using Sallyport.Storage.Databases;
using Xunit;

namespace Sallyport.IntegrationTests.Storage;

public sealed class MfaStoreTests(PostgreSqlCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task An_authenticator_is_begun_replaced_confirmed_once_and_removed_and_its_user_says_so(DatabaseDialect dialect)
    {
        await using var storage = await StartAsync(dialect);
        var (store, users) = (storage.Get<IMfaStore>(), storage.Get<IUserStore>());
        var audit = Samples.Change("auth.mfa.enabled");
        var (first, second) = (Totp(1), Totp(2));
        Assert.True(await store.BeginAsync(first, audit, Token));
        Assert.True(await store.BeginAsync(second, audit, Token));
        Assert.Equivalent(second, await store.FindAsync("u1", Token), strict: true);
        Assert.False((await users.FindAsync("u1", Token))?.HasSecondFactor);

        Assert.False(await store.ConfirmAsync(first with { ConfirmedAt = Samples.Start, LastStep = 7 }, [[1]], audit, Token));
        Assert.True(await store.ConfirmAsync(second with { ConfirmedAt = Samples.Start, LastStep = 7 }, [[1], [2]], audit, Token));

        Assert.True((await users.FindAsync("u1", Token))?.HasSecondFactor);
        Assert.True((await users.ListAsync(Token)).Single().HasSecondFactor);
        Assert.False(await store.ConfirmAsync(second with { ConfirmedAt = Samples.Start, LastStep = 7 }, [[3]], audit, Token));
        Assert.False(await store.BeginAsync(first, audit, Token));
        Assert.Equal(2, await store.CountCodesAsync("u1", Token));
        Assert.True(await store.RemoveAsync("u1", audit, Token));
        Assert.False(await store.RemoveAsync("u1", audit, Token));
        Assert.Equal(0, await store.CountCodesAsync("u1", Token));
        Assert.False((await users.FindAsync("u1", Token))?.HasSecondFactor);
    }

    [Theory]
    [EachDatabase]
    public async Task Only_the_unconfirmed_authenticator_that_was_read_is_abandoned(DatabaseDialect dialect)
    {
        await using var storage = await StartAsync(dialect);
        var store = storage.Get<IMfaStore>();
        var audit = Samples.Change("auth.mfa.abandoned");
        await store.BeginAsync(Totp(1), audit, Token);
        Assert.False(await store.AbandonAsync(Totp(2), audit, Token));
        Assert.True(await store.AbandonAsync(Totp(1), audit, Token));
        Assert.Null(await store.FindAsync("u1", Token));

        await store.BeginAsync(Totp(1), audit, Token);
        await store.ConfirmAsync(Totp(1) with { ConfirmedAt = Samples.Start, LastStep = 7 }, [[1]], audit, Token);
        Assert.False(await store.AbandonAsync(Totp(1), audit, Token));
    }

    [Theory]
    [EachDatabase]
    public async Task Of_many_who_show_the_same_code_at_once_one_is_let_in(DatabaseDialect dialect)
    {
        await using var storage = await StartAsync(dialect);
        var store = storage.Get<IMfaStore>();
        var audit = Samples.Change("auth.mfa.enabled");
        await store.BeginAsync(Totp(1), audit, Token);
        await store.ConfirmAsync(Totp(1) with { ConfirmedAt = Samples.Start, LastStep = 7 }, [[1]], audit, Token);

        var steps = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.SpendStepAsync("u1", 8, Token)));
        var codes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.SpendCodeAsync("u1", new byte[] { 1 }, audit, Token)));

        Assert.Single(steps, true);
        Assert.Single(codes, true);
        Assert.False(await store.SpendStepAsync("u1", 7, Token));
        Assert.False(await store.SpendCodeAsync("u2", new byte[] { 1 }, audit, Token));
    }

    [Theory]
    [EachDatabase]
    public async Task Renewed_codes_replace_the_others_and_need_an_authenticator(DatabaseDialect dialect)
    {
        await using var storage = await StartAsync(dialect);
        var store = storage.Get<IMfaStore>();
        var audit = Samples.Change("auth.mfa.recovery_codes_renewed");
        Assert.False(await store.ReplaceCodesAsync("u1", [[5]], audit, Token));
        await store.BeginAsync(Totp(1), audit, Token);
        Assert.False(await store.ReplaceCodesAsync("u1", [[5]], audit, Token));
        await store.ConfirmAsync(Totp(1) with { ConfirmedAt = Samples.Start, LastStep = 7 }, [[1]], audit, Token);
        Assert.True(await store.ReplaceCodesAsync("u1", [[5], [6], [7]], audit, Token));
        Assert.Equal(3, await store.CountCodesAsync("u1", Token));
        Assert.False(await store.SpendCodeAsync("u1", new byte[] { 1 }, audit, Token));
        Assert.True(await store.SpendCodeAsync("u1", new byte[] { 6 }, audit, Token));
    }

    private static StoredTotp Totp(byte secret) => new("u1", new SealedSecret("key-1", [secret, 0]), Samples.Start, null, 0);

    private async Task<TestStorage> StartAsync(DatabaseDialect dialect)
    {
        var storage = await TestStorage.StartAsync(dialect, cluster);
        await storage.Get<IUserStore>().InsertAsync(Samples.User("u1", "ada"), Samples.Change("user.created"), Token);
        return storage;
    }
}
