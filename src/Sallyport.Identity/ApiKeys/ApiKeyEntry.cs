using Sallyport.Core.Exchanges;
using Sallyport.Identity.Authentication;

namespace Sallyport.Identity.ApiKeys;

/// <summary>A key in memory: what the request path needs of it, and when it was last used.</summary>
internal sealed class ApiKeyEntry(ApiKey key, KeyUse use)
{
    private volatile Caller? _caller;

    internal ApiKey Key { get; } = key;

    internal SecretHash Hash { get; } = new(key.Hash);

    /// <summary>The hash before the last rotation, or null.</summary>
    internal SecretHash? Previous { get; } = key.PreviousHash is null ? null : new SecretHash(key.PreviousHash);

    /// <summary>What narrows it, or null.</summary>
    internal ScopeGate? Gate { get; } = ScopeGate.Of(key.Scope);

    internal KeyUse Use { get; } = use;

    /// <summary>
    /// The caller this key stands for. Made anew only when the team's name or the owner's role has changed, so that a request allocates
    /// nothing here.
    /// </summary>
    internal Caller CallerWith(string? teamName, bool mayUseEveryProxy)
    {
        var known = _caller;
        if (known is not null && known.MayUseEveryProxy == mayUseEveryProxy && ReferenceEquals(known.TeamName, teamName))
        {
            return known;
        }

        var made = new Caller
        {
            Kind = CallerKind.ApiKey,
            Id = Key.Id,
            Name = Key.Name,
            UserId = Key.OwnerUserId,
            TeamId = Key.TeamId,
            TeamName = teamName,
            MayUseEveryProxy = mayUseEveryProxy,
            Scope = Gate?.Left,
        };
        _caller = made;
        return made;
    }
}
