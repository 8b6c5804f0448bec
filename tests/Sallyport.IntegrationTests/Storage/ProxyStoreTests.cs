using Sallyport.Controls.Access;
using Sallyport.Controls.Vault;
using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;
using Sallyport.Storage.Databases;
using Xunit;

namespace Sallyport.IntegrationTests.Storage;

public sealed class ProxyStoreTests(PostgreSqlCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task A_stored_proxy_comes_back_as_it_was(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<IProxyStore>();
        var proxy = Samples.Proxy("p1", "openai", port: 9001);

        Assert.True(await store.InsertAsync(proxy, Samples.Change("proxy.created"), Token));

        Assert.Equivalent(proxy, Assert.Single(await store.ListAsync(Token)), strict: true);
    }

    [Theory]
    [EachDatabase]
    public async Task A_name_is_taken_for_its_kind_only_and_a_port_for_all(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<IProxyStore>();
        var audit = Samples.Change("proxy.created");
        Assert.True(await store.InsertAsync(Samples.Proxy("p1", "one", PlaneKind.Llm, 9001), audit, Token));

        Assert.False(await store.InsertAsync(Samples.Proxy("p2", "one", PlaneKind.Llm), audit, Token));
        Assert.False(await store.InsertAsync(Samples.Proxy("p3", "three", PlaneKind.Mcp, 9001), audit, Token));
        Assert.True(await store.InsertAsync(Samples.Proxy("p4", "one", PlaneKind.Mcp), audit, Token));
    }

    [Theory]
    [EachDatabase]
    public async Task An_update_replaces_its_proxy_unless_it_would_take_anothers_name_or_port(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<IProxyStore>();
        var audit = Samples.Change("proxy.updated");
        await store.InsertAsync(Samples.Proxy("p1", "one", port: 9001), audit, Token);
        await store.InsertAsync(Samples.Proxy("p2", "two"), audit, Token);

        Assert.False(await store.UpdateAsync(Samples.Proxy("p2", "one"), audit, Token));
        Assert.False(await store.UpdateAsync(Samples.Proxy("p2", "two", port: 9001), audit, Token));
        Assert.False(await store.UpdateAsync(Samples.Proxy("p9", "nine"), audit, Token));
        var changed = Samples.Proxy("p2", "zwei") with { Policies = [], Auth = UpstreamAuth.None, IsEnabled = false };
        Assert.True(await store.UpdateAsync(changed, audit, Token));
        Assert.Equivalent(changed, (await store.ListAsync(Token))[1], strict: true);
    }

    [Theory]
    [EachDatabase]
    public async Task Deleting_a_proxy_removes_its_grants_and_credential_and_nothing_else(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var (proxies, teams, credentials) = (storage.Get<IProxyStore>(), storage.Get<ITeamStore>(), storage.Get<ICredentialStore>());
        var audit = Samples.Change("proxy.deleted");
        foreach (var id in new[] { "p1", "p2" })
        {
            await proxies.InsertAsync(Samples.Proxy(id, id), Sealed("c-" + id), [audit], Token);
        }

        await teams.InsertAsync(Samples.Team("t1", "team", new ProxyGrant("p1", 60), new ProxyGrant("p2", null)), audit, Token);

        Assert.True(await proxies.DeleteAsync("p1", audit, Token));
        Assert.False(await proxies.DeleteAsync("p1", audit, Token));
        Assert.Equal([new ProxyGrant("p2", null)], Assert.Single(await teams.ListAsync(Token)).Grants);
        Assert.Equal("c-p2", Assert.Single(await credentials.ListAsync(Token)).Id);
    }

    [Theory]
    [EachDatabase]
    public async Task A_proxy_and_its_secret_are_stored_together_or_not_at_all(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var (proxies, credentials) = (storage.Get<IProxyStore>(), storage.Get<ICredentialStore>());
        var audit = Samples.Change("proxy.created");
        Assert.True(await proxies.InsertAsync(Samples.Proxy("p1", "one"), Sealed("c-p1"), [audit, Samples.Change("credential.created")], Token));
        Assert.Equal(2, (await storage.ReadAuditAsync()).Count);

        Assert.False(await proxies.InsertAsync(Samples.Proxy("p2", "one"), Sealed("c-p2"), [audit], Token));
        Assert.False(await proxies.UpdateAsync(Samples.Proxy("p9", "nine"), Sealed("c-p1", 9), [audit], Token));
        // A seal the database refuses undoes the proxy's change as well.
        await Assert.ThrowsAnyAsync<Exception>(() => proxies.UpdateAsync(Samples.Proxy("p1", "renamed"), Sealed("c-p1") with { KeyId = null! }, [audit], Token)); // what no caller may do

        Assert.Equal("one", Assert.Single(await proxies.ListAsync(Token)).Name);
        Assert.Equivalent(Sealed("c-p1"), Assert.Single(await credentials.ListAsync(Token)), strict: true);
        Assert.True(await proxies.UpdateAsync(Samples.Proxy("p1", "renamed"), Sealed("c-p1", 9), [audit], Token));
        Assert.Equivalent(Sealed("c-p1", 9), Assert.Single(await credentials.ListAsync(Token)), strict: true);
    }

    [Theory]
    [EachDatabase]
    public async Task A_proxy_that_stops_using_a_credential_leaves_no_secret_behind(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var (proxies, audit) = (storage.Get<IProxyStore>(), Samples.Change("proxy.updated"));
        var proxy = Samples.Proxy("p1", "one") with { Auth = new UpstreamAuth { Type = UpstreamAuthType.Bearer, CredentialId = "p1" } };
        await proxies.InsertAsync(proxy, Sealed("p1"), [audit], Token);

        Assert.True(await proxies.UpdateAsync(proxy with { Auth = UpstreamAuth.None }, audit, Token));

        Assert.Empty(await storage.Get<ICredentialStore>().ListAsync(Token));
    }

    private static SealedCredential Sealed(string id, byte first = 0) => new(id, "key1", [first, 1, 255], "wxyz", Samples.Start);
}
