using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Sallyport.Core.Auditing;
using Sallyport.Identity.Authentication;

namespace Sallyport.Identity.Sessions;

/// <summary>
/// Swaps a session's tokens for new ones. A refresh token works once (RFC 9700 §4.14.2, January 2025): one that is shown again tells that two
/// parties hold it, and as nobody knows which of them is the owner, the session ends.
/// </summary>
public sealed class SessionRefresh(ISessionStore store, UserSessions sessions, TimeProvider clock, IOptions<IdentityOptions> options)
{
    private const int Attempts = 3;

    // Two tabs of one browser, or an answer that got lost: the token just spent works for as long as such things take.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Swaps by refresh token; null when it is unknown, spent, or its session over.</summary>
    public async Task<IssuedSession?> RefreshAsync(string refreshToken, RequestActor actor, CancellationToken cancellationToken)
    {
        if (RefreshToken.Parse(refreshToken) is not { } shown)
        {
            return null;
        }

        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (await store.FindFamilyAsync(shown.Family, cancellationToken) is not { } session || sessions.FindOwner(session) is not { } user)
            {
                return null;
            }

            var signedIn = actor.As(user.Id, user.Name);
            if (!IsGood(session, shown))
            {
                await sessions.EndAsync(session, user, "auth.session.reused", signedIn, cancellationToken);
                return null;
            }

            // Null when somebody else swapped in between: look again, as the token may have been spent just now.
            if (await TryRotateAsync(new ActiveSession(session, user), signedIn, cancellationToken) is { } issued)
            {
                return issued;
            }
        }

        return null;
    }

    /// <summary>
    /// Swaps by access token, for clients that keep only that one; null when somebody else swapped in between. The refresh token in force is
    /// spent by this too: where an access token was stolen, its owner's next swap is the reuse that ends the session.
    /// </summary>
    public Task<IssuedSession?> RefreshAsync(ActiveSession active, RequestActor actor, CancellationToken cancellationToken) =>
        TryRotateAsync(active, actor, cancellationToken);

    private async Task<IssuedSession?> TryRotateAsync(ActiveSession active, RequestActor actor, CancellationToken cancellationToken)
    {
        var (old, user) = active;
        var (access, refresh) = (SessionToken.Create(), RefreshToken.Of(old.Family));
        var now = clock.GetUtcNow();
        var ends = now + options.Value.AccessLifetime;
        // The absolute end stays that of the sign-in: a stolen token must not be kept alive for ever.
        var next = old with
        {
            AccessHash = SecretHash.Of(access).ToBytes(),
            AccessExpiresAt = ends < old.ExpiresAt ? ends : old.ExpiresAt,
            RefreshHash = refresh.SecretHash,
            PreviousRefreshHash = old.RefreshHash,
            RotatedAt = now,
            LastSeenAt = now,
        };
        var audit = actor.Entry(now, "auth.token.refresh", "session", old.Id, user.Name);
        if (!await store.RotateAsync(next, audit, cancellationToken))
        {
            return null;
        }

        sessions.Forget(old);
        return new IssuedSession(next, user, access, refresh.ToText(), options.Value.SessionIdleTimeout);
    }

    private bool IsGood(Session session, RefreshToken shown)
    {
        var hash = shown.SecretHash;
        return CryptographicOperations.FixedTimeEquals(hash, session.RefreshHash)
            || (session.PreviousRefreshHash is { } previous
                && CryptographicOperations.FixedTimeEquals(hash, previous)
                && clock.GetUtcNow() - session.RotatedAt < Grace);
    }
}
