using System.Text.RegularExpressions;
using Sallyport.Core.Access;
using Xunit;

namespace Sallyport.Tests.Core.Access;

public sealed class RightsTests
{
    [Fact]
    public void Every_name_is_a_resource_and_an_action_and_stands_once()
    {
        var names = Permissions.Catalogue.Select(permission => permission.Name).ToList();
        Assert.All(names, name => Assert.Matches(new Regex("^[a-z]+:[a-z]+$"), name));
        Assert.Equal(names.Distinct(), names);
    }

    [Theory]
    [InlineData("teams:write", "teams:read")]
    [InlineData("keys:write", "keys:own")]
    public void What_changes_a_thing_includes_seeing_it(string given, string included) => Assert.True(Rights.Of([given]).Has(included));

    [Theory]
    [InlineData("teams:read", "teams:write")]
    [InlineData("proxies:run", "proxies:read")]
    [InlineData("everything:write", "everything:write")]
    [InlineData("*", "proxies:read")]
    public void Nothing_else_is_included_and_unknown_names_give_nothing(string given, string asked) => Assert.False(Rights.Of([given]).Has(asked));

    [Theory]
    [InlineData("proxies:read usage:read", PermissionReach.Read)]
    [InlineData("proxies:read events:mark", PermissionReach.Operate)]
    [InlineData("events:mark users:read", PermissionReach.Administer)]
    [InlineData("", PermissionReach.Read)]
    public void The_farthest_permission_says_how_far_they_reach(string given, PermissionReach reach) => Assert.Equal(reach, Rights.Of(given.Split(' ')).Reach);

    [Fact]
    public void Rights_cover_others_exactly_when_they_hold_every_one_of_them()
    {
        var random = new SeededChoice(20261121);
        for (var i = 0; i < 2000; i++)
        {
            var (one, other) = (Rights.Of(random.Permissions()), Rights.Of(random.Permissions()));
            Assert.Equal(other.Names.All(one.Has), one.Cover(other));
            Assert.True(Rights.Of(one.Names.Concat(other.Names)).Cover(one));
            Assert.Equal(one.Names, Rights.Of(one.Names).Names);
        }
    }
}
