using Microsoft.Extensions.Options;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Tokens;

/// <summary>Makes access tokens. They are kept nowhere; the audit trail says for whom each was made.</summary>
public sealed class TokenIssuer(
    TokenWriter writer, LiveTokens live, ProxyCatalog proxies, IIdGenerator ids, IAuditLog audit, TimeProvider clock, IOptions<TokenOptions> options)
{
    /// <summary>The token, or why there is none.</summary>
    internal async Task<(TokenView? Made, ApiProblem? Refusal)> IssueAsync(
        TokenRequest asked, User user, string? sessionId, RequestActor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        // Tokens count whole seconds. Rounded down: a token made within the second of a revocation of all its user had is ended with it, rather
        // than one from before it kept.
        var issued = DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds());
        var life = asked.ExpiresInSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : options.Value.DefaultLifetime;
        var token = new AccessToken
        {
            Id = ids.NewId(),
            Name = asked.Name?.Trim() ?? user.Name,
            UserId = user.Id,
            TeamId = asked.TeamId,
            SessionId = sessionId,
            IssuedAt = issued,
            ExpiresAt = issued + life,
            Scope = asked.Scope?.Normalise(proxies.Current),
        };
        var text = await writer.WriteAsync(token, cancellationToken);
        if (text.Length > TokenReader.MaxLength)
        {
            return (null, TooLong(text.Length));
        }

        if (live.TryAdd(user.Id, token.ExpiresAt) is { } wait)
        {
            return (null, TooMany(user, wait));
        }

        var entry = actor.Entry(now, "auth.token.issued", "access_token", token.Id, token.Name) with
        {
            TeamId = token.TeamId,
            Details = AuditDetails.Of(new { For = user.Name, token.ExpiresAt, token.Scope }),
        };
        await audit.AppendAsync(entry);
        return (new TokenView(text, "Bearer", (int)life.TotalSeconds, token.ExpiresAt, token.Id), null);
    }

    private static ApiProblem TooLong(int length)
    {
        var faults = new FaultList();
        faults.Add("scope", $"The token would have {length} characters, and at most {TokenReader.MaxLength} can be used; name fewer or shorter models, proxies, networks and hours.");
        return faults.ToProblem();
    }

    private static ApiProblem TooMany(User user, TimeSpan wait)
    {
        var seconds = (int)Math.Ceiling(wait.TotalSeconds);
        return ApiProblem.Of(429, "too_many_tokens", $"The user '{user.Name}' has {LiveTokens.MostOfUser} access tokens that last; the first ends in {seconds} seconds.");
    }
}
