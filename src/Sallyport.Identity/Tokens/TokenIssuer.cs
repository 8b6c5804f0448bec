using Microsoft.Extensions.Options;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Tokens;

/// <summary>Makes access tokens. They are kept nowhere; the audit trail says for whom each was made.</summary>
public sealed class TokenIssuer(TokenWriter writer, ProxyCatalog proxies, IIdGenerator ids, IAuditLog audit, TimeProvider clock, IOptions<TokenOptions> options)
{
    internal async Task<TokenView> IssueAsync(TokenRequest asked, User user, string? sessionId, RequestActor actor, CancellationToken cancellationToken)
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
        var entry = actor.Entry(now, "auth.token.issued", "access_token", token.Id, token.Name) with
        {
            TeamId = token.TeamId,
            Details = AuditDetails.Of(new { For = user.Name, token.ExpiresAt, token.Scope }),
        };
        await audit.AppendAsync(entry);
        return new TokenView(text, "Bearer", (int)life.TotalSeconds, token.ExpiresAt, token.Id);
    }
}
