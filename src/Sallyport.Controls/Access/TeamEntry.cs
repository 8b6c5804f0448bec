using System.Collections.Frozen;
using Sallyport.Core.Access;

namespace Sallyport.Controls.Access;

/// <summary>A team compiled for the request path.</summary>
/// <param name="Team">The team.</param>
/// <param name="Grants">Its grants by proxy id.</param>
/// <param name="Roles">What its members are to it, by user id.</param>
internal sealed record TeamEntry(Team Team, FrozenDictionary<string, ProxyGrant> Grants, FrozenDictionary<string, TeamRole> Roles)
{
    internal static TeamEntry Of(Team team) =>
        new(
            team,
            team.Grants.ToFrozenDictionary(grant => grant.ProxyId, StringComparer.Ordinal),
            team.Members.ToFrozenDictionary(member => member.UserId, member => member.Role, StringComparer.Ordinal));
}
