using Sallyport.Core.Access;
using Sallyport.Core.Auditing;
using Sallyport.Identity.ApiKeys;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Tokens;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Revocation;

/// <summary>
/// Ends API keys, access tokens and sessions. Everybody ends their own; with keys:write, that of those who hold no more. Streams that run under what was ended
/// are ended, too: the tables' reload tells them.
/// </summary>
public sealed class RevocationAdmin(
    IRevocationStore store,
    RevocationTable table,
    AccessTokenTable tokens,
    ApiKeyAdmin keys,
    ApiKeyTable keyTable,
    UserSessions sessions,
    ISessionStore sessionStore,
    UserTable users,
    TimeProvider clock)
{
    /// <summary>No session lives longer than this.</summary>
    private static readonly TimeSpan LongestSession = TimeSpan.FromDays(31);

    /// <summary>Ends a key or token by its text. Null when there is none that the viewer may end.</summary>
    internal async Task<RevokedView?> EndTextAsync(User viewer, string text, string? reason, RequestActor actor, CancellationToken cancellationToken)
    {
        if (ApiKeyFormat.IsWellFormed(text))
        {
            return keyTable.Find(text) is { } entry ? await EndIdAsync(viewer, entry.Key.Id, reason, actor, cancellationToken) : null;
        }

        return tokens.Read(text) is { } token && MayEnd(viewer, token.UserId)
            ? await AddAsync(RevocationKind.Token, token.Id, token.UserId, AccessToken.LongestLife, reason, actor, cancellationToken)
            : null;
    }

    /// <summary>Ends a key or token by its id.</summary>
    internal async Task<RevokedView?> EndIdAsync(User viewer, string id, string? reason, RequestActor actor, CancellationToken cancellationToken)
    {
        if (await keys.FindAsync(viewer, id, cancellationToken) is { } key)
        {
            var isEnded = await keys.RevokeAsync(key, reason, actor, cancellationToken);
            return new RevokedView("api_key", key.Id, isEnded ? 1 : 0);
        }

        if (!AccessToken.IsId(id))
        {
            return null;
        }

        // Tokens are not stored, so whose one is can be told of those that were shown here since the start only. The others are left to
        // those who may end everybody's.
        var mayEnd = tokens.FindById(id) is { } token ? MayEnd(viewer, token.UserId) : MayEndAll(viewer);
        return mayEnd ? await AddAsync(RevocationKind.Token, id, id, AccessToken.LongestLife, reason, actor, cancellationToken) : null;
    }

    /// <summary>Ends all that a user has until now.</summary>
    internal async Task<RevokedView?> EndSubjectAsync(User viewer, string subject, string? reason, RequestActor actor, CancellationToken cancellationToken)
    {
        if ((users.Find(subject) ?? users.FindByName(UserNames.Normalize(subject))) is not { } user || !MayEnd(viewer, user.Id))
        {
            return null;
        }

        // First what lasts shortest to write and ends most.
        var view = await AddAsync(RevocationKind.Subject, user.Id, user.Name, LongestSession, reason, actor, cancellationToken);
        await sessions.EndOthersAsync(user, null, actor, cancellationToken);
        var personal = keyTable.Entries.Select(entry => entry.Key).Where(key => key.OwnerUserId == user.Id && key.TeamId is null && key.RevokedAt is null).ToList();
        foreach (var key in personal)
        {
            await keys.RevokeAsync(key, reason, actor, cancellationToken);
        }

        return view with { ApiKeys = personal.Count };
    }

    /// <summary>Ends a session with what was made in it.</summary>
    internal async Task<RevokedView?> EndFamilyAsync(User viewer, string sessionId, string? reason, RequestActor actor, CancellationToken cancellationToken)
    {
        if (await sessionStore.FindByIdAsync(sessionId, cancellationToken) is not { } session)
        {
            // Whose a session was that is gone cannot be told: that is left to those who may end everybody's.
            return users.RightsOf(viewer).Has(Permissions.KeysWrite) && AccessToken.IsId(sessionId)
                ? await AddAsync(RevocationKind.Family, sessionId, sessionId, AccessToken.LongestLife, reason, actor, cancellationToken)
                : null;
        }

        if (!MayEnd(viewer, session.UserId) || users.Find(session.UserId) is not { } user)
        {
            return null;
        }

        var view = await AddAsync(RevocationKind.Family, session.Id, user.Name, LongestSession, reason, actor, cancellationToken);
        await sessions.EndOneAsync(user, session.Id, actor, cancellationToken);
        return view;
    }

    /// <summary>One's own, and with keys:write that of those who hold no more than oneself.</summary>
    private bool MayEnd(User viewer, string userId)
    {
        var rights = users.RightsOf(viewer);
        return viewer.Id == userId || (rights.Has(Permissions.KeysWrite) && (users.Find(userId) is not { } user || rights.Cover(users.RightsOf(user))));
    }

    private bool MayEndAll(User viewer)
    {
        var rights = users.RightsOf(viewer);
        return rights.Has(Permissions.KeysWrite) && users.AreCoveredBy(rights);
    }

    private async Task<RevokedView> AddAsync(
        RevocationKind kind, string value, string name, TimeSpan life, string? reason, RequestActor actor, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var why = reason is { Length: > 256 } ? reason[..256] : reason;
        var word = kind.ToString().ToLowerInvariant();
        var audit = actor.Entry(now, "auth.token.revoked", word, value, name) with { Details = AuditDetails.Of(new { Kind = word, Reason = why }) };
        await store.AddAsync(new RevocationEntry(kind, value, now, now + life), audit, cancellationToken);
        await table.ReloadAsync(cancellationToken);
        await tokens.ReloadAsync(cancellationToken);
        return new RevokedView(word, value, 0);
    }
}
