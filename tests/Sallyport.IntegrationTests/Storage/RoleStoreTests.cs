using Sallyport.Core.Access;
using Sallyport.Identity.Roles;
using Sallyport.Identity.Users;
using Sallyport.Storage.Databases;
using Xunit;

namespace Sallyport.IntegrationTests.Storage;

/// <summary>Custom roles on both databases.</summary>
public sealed class RoleStoreTests(PostgreSqlCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task A_role_comes_back_as_it_was_stored_and_its_name_stays_unique(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var (store, audit) = (storage.Get<IRoleStore>(), Samples.Change("role.created"));
        var role = Role("watcher", Permissions.ProxiesRead, Permissions.TeamsWrite);
        Assert.True(await store.InsertAsync(role, audit, Token));
        Assert.False(await store.InsertAsync(role, audit, Token));

        var read = Assert.Single(await store.ListAsync(Token));
        Assert.Equal((role.Name, role.Description, role.CreatedAt), (read.Name, read.Description, read.CreatedAt));
        Assert.Equal(role.Rights.Names, read.Rights.Names);

        Assert.True(await store.UpdateAsync(Role("watcher", Permissions.UsageRead), audit, Token));
        Assert.False(await store.UpdateAsync(Role("other", Permissions.UsageRead), audit, Token));
        Assert.Equal([Permissions.UsageRead], Assert.Single(await store.ListAsync(Token)).Rights.Names);
    }

    [Theory]
    [EachDatabase]
    public async Task A_role_that_a_user_has_is_not_removed(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var (store, users, audit) = (storage.Get<IRoleStore>(), storage.Get<IUserStore>(), Samples.Change("role.deleted"));
        await store.InsertAsync(Role("watcher", Permissions.ProxiesRead), audit, Token);
        await users.InsertAsync(Samples.User("u1", "ada") with { Role = "watcher" }, audit, Token);
        Assert.False(await store.DeleteAsync("watcher", audit, Token));
        await users.UpdateAsync(Samples.User("u1", "ada") with { Role = UserRole.Viewer }, audit, Token);
        Assert.True(await store.DeleteAsync("watcher", audit, Token));
        Assert.Empty(await store.ListAsync(Token));
    }

    private static Role Role(string name, params string[] permissions) =>
        new() { Name = name, Description = "for tests", Rights = Rights.Of(permissions), CreatedAt = Samples.Start };
}
