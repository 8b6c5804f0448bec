using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Identity.Authentication;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Sessions;

/// <summary>Begins, finds, renews and ends sessions of people.</summary>
public sealed class UserSessions(
    ISessionStore store, UserTable users, IIdGenerator ids, TimeProvider clock, IOptions<IdentityOptions> options)
{
    private static readonly TimeSpan TouchInterval = TimeSpan.FromMinutes(1);

    private readonly SessionCache _cache = new(clock);

    /// <summary>Begins a session after a sign-in.</summary>
    public async Task<IssuedSession> BeginAsync(User user, RequestActor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return await IssueAsync(user, now, now + options.Value.SessionLifetime, "auth.login", actor, cancellationToken);
    }

    /// <summary>The session of a token while it, its idle time and its user allow; else null.</summary>
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

        return IsOver(session) || users.Find(session.UserId) is not { IsActive: true } user
            ? null
            : new ActiveSession(await TouchAsync(hash, session, cancellationToken), user);
    }

    /// <summary>
    /// Whether the session that opened a connection still holds; for connections that outlive their request. Does not count as use.
    /// </summary>
    public async Task<bool> HoldsAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (http.Features.Get<ManagementSession>() is not { Active: var begun })
        {
            return false;
        }

        var session = _cache.Find(new SecretHash(begun.Session.TokenHash)) ?? await store.FindAsync(begun.Session.TokenHash, cancellationToken);
        return session is not null && !IsOver(session) && users.Find(session.UserId) is { IsActive: true } user && user.Role >= begun.User.Role;
    }

    /// <summary>
    /// Replaces the token. The absolute end stays that of the sign-in: a stolen token must not be kept alive for ever.
    /// </summary>
    public async Task<IssuedSession> RotateAsync(ActiveSession active, RequestActor actor, CancellationToken cancellationToken)
    {
        var (old, user) = active;
        var issued = await IssueAsync(user, old.CreatedAt, old.ExpiresAt, "auth.token.refresh", actor, cancellationToken);
        await EndAsync(active, "auth.session.rotated", actor, cancellationToken);
        return issued;
    }

    /// <summary>Signs out.</summary>
    public Task EndAsync(ActiveSession active, RequestActor actor, CancellationToken cancellationToken) =>
        EndAsync(active, "auth.logout", actor, cancellationToken);

    /// <summary>Ends all of a user's sessions but one, after a change of password.</summary>
    public async Task EndOthersAsync(User user, string? exceptId, RequestActor actor, CancellationToken cancellationToken)
    {
        var audit = actor.Entry(clock.GetUtcNow(), "auth.sessions.ended", "user", user.Id, user.Name);
        await store.DeleteOthersAsync(user.Id, exceptId, audit, cancellationToken);
        _cache.RemoveOf(user.Id);
    }

    private async Task<IssuedSession> IssueAsync(
        User user, DateTimeOffset created, DateTimeOffset expires, string eventType, RequestActor actor, CancellationToken cancellationToken)
    {
        var token = SessionToken.Create();
        var now = clock.GetUtcNow();
        var session = new Session(ids.NewId(), SecretHash.Of(token).ToBytes(), user.Id, created, expires, now);
        var audit = actor.As(user.Id, user.Name).Entry(now, eventType, "session", session.Id, user.Name);
        await store.InsertAsync(session, audit, cancellationToken);
        return new IssuedSession(session, token);
    }

    private async Task EndAsync(ActiveSession active, string eventType, RequestActor actor, CancellationToken cancellationToken)
    {
        var audit = actor.Entry(clock.GetUtcNow(), eventType, "session", active.Session.Id, active.User.Name);
        await store.DeleteAsync(active.Session.Id, audit, cancellationToken);
        _cache.Remove(new SecretHash(active.Session.TokenHash));
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
