using System.Collections.Frozen;
using Sallyport.Core.Access;
using Sallyport.Core.Proxies;
using Sallyport.Identity.Roles;

namespace Sallyport.Identity.Users;

/// <summary>The users in memory, by id: sessions and API keys ask for their owner on every request.</summary>
public sealed class UserTable(IUserStore store, RoleTable roles) : ISnapshot
{
    private readonly SnapshotCell<FrozenDictionary<string, User>> _users = new(FrozenDictionary<string, User>.Empty);

    /// <summary>The user with that id, or null.</summary>
    public User? Find(string id) => _users.Current.GetValueOrDefault(id);

    /// <summary>The user of that sign-in name, or null; reads all of them.</summary>
    internal User? FindByName(string name) => _users.Current.Values.FirstOrDefault(user => user.Name == name);

    /// <summary>What a user may do right now.</summary>
    public Rights RightsOf(User user) => roles.RightsOf(user.Role);

    /// <inheritdoc />
    public Task ReloadAsync(CancellationToken cancellationToken) => _users.ReloadAsync(BuildAsync, cancellationToken);

    /// <summary>Whether nobody who is active holds more; reads all of them.</summary>
    internal bool AreCoveredBy(Rights rights) => _users.Current.Values.All(user => !user.IsActive || rights.Cover(RightsOf(user)));

    /// <summary>How many users have that role.</summary>
    internal int CountOf(string role) => _users.Current.Values.Count(user => user.Role == role);

    private async Task<FrozenDictionary<string, User>> BuildAsync(CancellationToken cancellationToken) =>
        (await store.ListAsync(cancellationToken)).ToFrozenDictionary(user => user.Id, StringComparer.Ordinal);
}
