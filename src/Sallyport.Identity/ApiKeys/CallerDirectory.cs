using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Exchanges;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.ApiKeys;

/// <summary>Callers by id, as AuthenticateStage would establish them.</summary>
internal sealed class CallerDirectory(ApiKeyTable keys, UserTable users, ITeamDirectory teams) : ICallerDirectory
{
    public CallerStanding? FindKey(string id)
    {
        if (keys.Entries.FirstOrDefault(entry => entry.Key.Id == id) is not { } found)
        {
            return null;
        }

        var key = found.Key;
        var ownsAll = key.TeamId is null && users.Find(key.OwnerUserId) is { } owner && users.RightsOf(owner).Has(Permissions.ProxiesUse);
        var caller = found.CallerWith(key.TeamId is null ? null : teams.FindName(key.TeamId), ownsAll);
        return new CallerStanding(caller, ApiJson.Options.PropertyNamingPolicy?.ConvertName(keys.StatusOf(key).ToString()) ?? "");
    }

    public CallerStanding? FindUser(string id) => users.Find(id) is not { } user ? null : new CallerStanding(
        new Caller
        {
            Kind = CallerKind.ApiKey, Id = "", Name = user.Name, UserId = user.Id, MayUseEveryProxy = users.RightsOf(user).Has(Permissions.ProxiesUse),
        },
        user.IsActive ? "active" : "owner_disabled");
}
