using Sallyport.Core.Access;
using Sallyport.Core.Auditing;
using Sallyport.Identity.Roles;
using Sallyport.Identity.Users;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Identity.Roles;

public sealed class BuiltInRolesTests
{
    [Fact]
    public void The_administrator_holds_every_permission() =>
        Assert.Equal(Permissions.Catalogue.Select(permission => permission.Name), Named(UserRole.Admin).Names);

    [Theory]
    [InlineData(UserRole.Admin, UserRole.Operator)]
    [InlineData(UserRole.Operator, UserRole.Viewer)]
    [InlineData(UserRole.Viewer, UserRole.Developer)]
    [InlineData(UserRole.Developer, UserRole.ServiceAgent)]
    public void The_greater_role_covers_the_smaller_and_not_the_other_way(string greater, string smaller)
    {
        Assert.True(Named(greater).Cover(Named(smaller)));
        Assert.False(Named(smaller).Cover(Named(greater)));
    }

    [Fact]
    public void An_auditor_sees_and_changes_nothing() =>
        Assert.All(
            Named(UserRole.Auditor).Names, name => Assert.True(name.EndsWith(":read", StringComparison.Ordinal) || name == Permissions.AccessExplain, name));

    [Fact]
    public async Task A_stored_role_cannot_stand_in_for_a_built_in_one_and_an_unknown_one_gives_nothing()
    {
        var store = new InMemoryRoleStore();
        await store.InsertAsync(new Role { Name = UserRole.Viewer, Rights = Named(UserRole.Admin) }, RequestActor.System.Entry(default, "", "", "", ""), TestContext.Current.CancellationToken);
        var table = new RoleTable(store);
        await table.ReloadAsync(TestContext.Current.CancellationToken);
        Assert.False(table.RightsOf(UserRole.Viewer).Has(Permissions.UsersWrite));
        Assert.Empty(table.RightsOf("gone").Names);
    }

    private static Rights Named(string name) => BuiltInRoles.All.Single(role => role.Name == name).Rights;

    [Theory]
    [InlineData(UserRole.Operator, "roles:read,users:read")]
    [InlineData(UserRole.Viewer, "roles:read,users:read")]
    [InlineData(UserRole.Auditor, "")]
    public void What_a_role_is_said_not_to_see_is_all_that_it_does_not_see(string name, string expected)
    {
        var rights = BuiltInRoles.All.Single(role => role.Name == name).Rights;
        var unseen = Permissions.Catalogue.Select(permission => permission.Name).Where(permission => permission.EndsWith(":read", StringComparison.Ordinal) && !rights.Has(permission));

        Assert.Equal(expected, string.Join(',', unseen.Order(StringComparer.Ordinal)));
    }
}
