using System.Collections.Frozen;

namespace Sallyport.Controls.Access;

/// <summary>A team compiled for the request path.</summary>
/// <param name="Team">The team.</param>
/// <param name="Grants">Its grants by proxy id.</param>
internal sealed record TeamEntry(Team Team, FrozenDictionary<string, ProxyGrant> Grants)
{
    internal static TeamEntry Of(Team team) =>
        new(team, team.Grants.ToFrozenDictionary(grant => grant.ProxyId, StringComparer.Ordinal));
}
