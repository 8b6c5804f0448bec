using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Identity.Authentication;
using Sallyport.Identity.Revocation;
using Sallyport.Identity.Tokens;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Sessions;

/// <summary>Begins, finds, lists and ends sessions of people.</summary>
public sealed class UserSessions(
    ISessionStore store, UserTable users, RevocationTable revocations, AccessTokenTable tokens, IIdGenerator ids, TimeProvider clock, IOptions<IdentityOptions> options)
{
    /// <summary>The most sessions of a person; a further one ends the one that was used longest ago.</summary>
    internal const int MostOfUser = 200;

    private static readonly TimeSpan TouchInterval = TimeSpan.FromMinutes(1);

    private readonly SessionCache _cache = new(clock);

    /// <summary>Begins a session after a sign-in.</summary>
    public async Task<IssuedSession> BeginAsync(
        User user, SignInMethod method, SessionOrigin origin, RequestActor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (access, refresh) = (SessionToken.Create(), RefreshToken.Create());
        var session = new Session
        {
            Id = ids.NewId(),
            UserId = user.Id,
            AccessHash = SecretHash.Of(access).ToBytes(),
            AccessExpiresAt = Earlier(now + options.Value.AccessLifetime, now + options.Value.SessionLifetime),
            Family = refresh.Family,
            RefreshHash = refresh.SecretHash,
            RotatedAt = now,
            CreatedAt = now,
            ExpiresAt = now + options.Value.SessionLifetime,
            LastSeenAt = now,
            Method = method,
            Origin = origin,
        };
        var signedIn = actor.As(user.Id, user.Name);
        var audit = signedIn.Entry(now, "auth.login", "session", session.Id, user.Name) with
        {
            Details = AuditDetails.Of(new { method, origin.UserAgent }),
        };
        await store.InsertAsync(session, MostOfUser, audit, cancellationToken);
        if (options.Value.SingleSession)
        {
            await EndOthersAsync(user, session.Id, signedIn, cancellationToken);
        }

        return new IssuedSession(session, user, access, refresh.ToText(), options.Value.SessionIdleTimeout);
    }

    /// <summary>The session of an access token while it, its idle time and its user allow; else null.</summary>
    public async Task<ActiveSession?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length != SessionToken.Length)
        {
            return null;
        }

        var hash = SecretHash.Of(token);
        var session = _cache.Find(hash);
        if (session is null)
        {
            session = await store.FindAsync(hash.ToBytes(), cancellationToken);
            if (session is null)
            {
                return null;
            }

            _cache.Keep(hash, session);
        }

        return clock.GetUtcNow() >= session.AccessExpiresAt || FindOwner(session) is not { } user
            ? null
            : new ActiveSession(await TouchAsync(hash, session, cancellationToken), user);
    }

    /// <summary>
    /// Whether the session that opened a connection still holds, and its user that permission; for connections that outlive their request and its access token. Does not
    /// count as use.
    /// </summary>
    public async Task<bool> HoldsAsync(HttpContext http, string permission, CancellationToken cancellationToken) =>
        http.Features.Get<ManagementSession>() is { Active: var begun }
        && await store.FindByIdAsync(begun.Session.Id, cancellationToken) is { } session
        && FindOwner(session) is { } user
        && users.RightsOf(user).Has(permission);

    /// <summary>The session and its user as they are stored and in force right now; null where one of them ended.</summary>
    internal async Task<ActiveSession?> FindStandingAsync(ActiveSession begun, CancellationToken cancellationToken) =>
        await store.FindByIdAsync(begun.Session.Id, cancellationToken) is { } session && FindOwner(session) is { } user ? new ActiveSession(session, user) : null;

    /// <summary>A user's sessions that hold, the last used first.</summary>
    public async Task<IReadOnlyList<Session>> ListAsync(string userId, CancellationToken cancellationToken) =>
        [.. (await store.ListOfAsync(userId, cancellationToken)).Where(session => !IsOver(session))];

    /// <summary>Signs out.</summary>
    public Task EndAsync(ActiveSession active, RequestActor actor, CancellationToken cancellationToken) =>
        EndAsync(active.Session, active.User, "auth.logout", actor, cancellationToken);

    /// <summary>Ends one of a user's sessions. False when that user has no such session.</summary>
    public async Task<bool> EndOneAsync(User user, string id, RequestActor actor, CancellationToken cancellationToken) =>
        await store.FindByIdAsync(id, cancellationToken) is { } session
        && session.UserId == user.Id
        && await EndAsync(session, user, "auth.session.revoked", actor, cancellationToken);

    /// <summary>Ends all of a user's sessions but one (null: all).</summary>
    public async Task EndOthersAsync(User user, string? exceptId, RequestActor actor, CancellationToken cancellationToken)
    {
        var audit = actor.Entry(clock.GetUtcNow(), "auth.sessions.ended", "user", user.Id, user.Name);
        await store.DeleteOthersAsync(user.Id, exceptId, audit, cancellationToken);
        _cache.RemoveOf(user.Id);
        await EndTokensAsync(cancellationToken);
    }

    /// <summary>The session's user, while both hold; else null.</summary>
    internal User? FindOwner(Session session) =>
        !IsOver(session) && !revocations.Covers(null, session.UserId, session.Id, session.CreatedAt) && users.Find(session.UserId) is { IsActive: true } user ? user : null;

    /// <summary>Forgets an access token that was swapped for another.</summary>
    internal void Forget(Session session) => _cache.Remove(new SecretHash(session.AccessHash));

    internal async Task<bool> EndAsync(Session session, User user, string eventType, RequestActor actor, CancellationToken cancellationToken)
    {
        var audit = actor.Entry(clock.GetUtcNow(), eventType, "session", session.Id, user.Name);
        var isEnded = await store.DeleteAsync(session.Id, audit, cancellationToken);
        Forget(session);
        await EndTokensAsync(cancellationToken);
        return isEnded;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    /// <summary>The store has ended the access tokens made in the sessions; what runs under them is told at once.</summary>
    private async Task EndTokensAsync(CancellationToken cancellationToken)
    {
        await revocations.ReloadAsync(cancellationToken);
        await tokens.ReloadAsync(cancellationToken);
    }

    private bool IsOver(Session session)
    {
        var now = clock.GetUtcNow();
        return now >= session.ExpiresAt || now - session.LastSeenAt >= options.Value.SessionIdleTimeout;
    }

    private async Task<Session> TouchAsync(SecretHash hash, Session session, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now - session.LastSeenAt < TouchInterval)
        {
            return session;
        }

        var touched = session with { LastSeenAt = now };
        _cache.Touch(hash, touched);
        await store.TouchAsync(session.Id, now, cancellationToken);
        return touched;
    }
}
