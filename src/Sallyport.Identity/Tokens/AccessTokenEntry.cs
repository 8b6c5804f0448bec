using System.Diagnostics.CodeAnalysis;
using Sallyport.Core.Exchanges;
using Sallyport.Identity.ApiKeys;

namespace Sallyport.Identity.Tokens;

/// <summary>A verified token in memory.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Exchanges may still hold the token of its source; without a timer it holds nothing.")]
internal sealed class AccessTokenEntry(AccessToken token)
{
    private volatile Caller? _caller;

    internal AccessToken Token { get; } = token;

    internal ScopeGate? Gate { get; } = ScopeGate.Of(token.Scope);

    /// <summary>Is cancelled when the token is revoked.</summary>
    internal CancellationTokenSource Ended { get; } = new();

    /// <summary>The caller it stands for; made anew only when the team's name or the user's role has changed.</summary>
    internal Caller CallerWith(string? teamName, bool mayUseEveryProxy)
    {
        var known = _caller;
        if (known is not null && known.MayUseEveryProxy == mayUseEveryProxy && ReferenceEquals(known.TeamName, teamName))
        {
            return known;
        }

        var made = new Caller
        {
            Kind = CallerKind.AccessToken,
            Id = Token.Id,
            Name = Token.Name,
            UserId = Token.UserId,
            TeamId = Token.TeamId,
            TeamName = teamName,
            MayUseEveryProxy = mayUseEveryProxy,
            Scope = Gate?.Left,
        };
        _caller = made;
        return made;
    }
}
