using Sallyport.Core.Access;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Identity.Authentication;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.ApiKeys;

/// <summary>Makes, shows, revokes and removes keys. Who holds keys:write sees all keys, other people their own personal ones.</summary>
public sealed class ApiKeyAdmin(IApiKeyStore store, ApiKeyTable table, UserTable users, ITeamDirectory teams, IIdGenerator ids, TimeProvider clock)
{
    internal async Task<IReadOnlyList<ApiKeyView>> ListAsync(User viewer, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Where(key => MaySee(viewer, key)).Select(ToView)];

    /// <summary>Makes a key for the owner or a team. Returns its text, once.</summary>
    public async Task<(ApiKey Key, string Text)> CreateAsync(User owner, NewApiKey made, RequestActor actor, CancellationToken cancellationToken)
    {
        var text = ApiKeyFormat.Create();
        var now = clock.GetUtcNow();
        var key = new ApiKey
        {
            Id = ids.NewId(),
            Name = made.Name,
            Description = made.Description,
            Tags = made.Tags,
            Scope = made.Scope,
            Hash = SecretHash.Of(text).ToBytes(),
            Prefix = text[..ApiKeyFormat.ShownPrefixLength],
            TeamId = made.TeamId,
            OwnerUserId = owner.Id,
            CreatedAt = now,
            ExpiresAt = made.ExpiresAt,
        };
        var details = AuditDetails.Of(new { key.Prefix, key.TeamId, key.ExpiresAt, key.Scope });
        await store.InsertAsync(key, Entry("apikey.created", key, actor) with { Details = details }, cancellationToken);
        await table.ReloadAsync(cancellationToken);
        return (key, text);
    }

    internal async Task<ApiKey?> FindAsync(User viewer, string id, CancellationToken cancellationToken) =>
        (await store.ListAsync(cancellationToken)).FirstOrDefault(key => key.Id == id && MaySee(viewer, key));

    internal async Task<bool> UpdateAsync(ApiKey before, ApiKey after, RequestActor actor, CancellationToken cancellationToken)
    {
        var details = AuditDetails.Of(new { key = before.Prefix, before = Shown(before), after = Shown(after) });
        var isChanged = await store.UpdateAsync(after, Entry("apikey.updated", after, actor) with { Details = details }, cancellationToken);
        await table.ReloadAsync(cancellationToken);
        return isChanged;
    }

    /// <summary>Gives the key a new text; the old one ends after the overlap. Null when the key was revoked or rotated meanwhile.</summary>
    internal async Task<(ApiKey Key, string Text)?> RotateAsync(ApiKey key, TimeSpan overlap, RequestActor actor, CancellationToken cancellationToken)
    {
        var text = ApiKeyFormat.Create();
        var rotated = key with
        {
            Hash = SecretHash.Of(text).ToBytes(),
            Prefix = text[..ApiKeyFormat.ShownPrefixLength],
            PreviousHash = overlap > TimeSpan.Zero ? key.Hash : null,
            PreviousUntil = overlap > TimeSpan.Zero ? clock.GetUtcNow() + overlap : null,
        };
        var details = AuditDetails.Of(new { rotated.Prefix, PreviousPrefix = key.Prefix, rotated.PreviousUntil });
        var isRotated = await store.RotateAsync(rotated, key.Hash, Entry("apikey.rotated", key, actor) with { Details = details }, cancellationToken);
        await table.ReloadAsync(cancellationToken);
        return isRotated ? (rotated, text) : null;
    }

    internal async Task<bool> RevokeAsync(ApiKey key, string? reason, RequestActor actor, CancellationToken cancellationToken)
    {
        var why = reason is { Length: > 256 } ? reason[..256] : reason;
        var audit = Entry("apikey.revoked", key, actor) with { Details = AuditDetails.Of(new { key.Prefix, Reason = why }) };
        var isRevoked = await store.RevokeAsync(key.Id, clock.GetUtcNow(), audit, cancellationToken);
        await table.ReloadAsync(cancellationToken);
        return isRevoked;
    }

    internal async Task<bool> DeleteAsync(ApiKey key, RequestActor actor, CancellationToken cancellationToken)
    {
        var audit = Entry("apikey.deleted", key, actor) with { Details = AuditDetails.Of(new { key.Prefix }) };
        var isDeleted = await store.DeleteAsync(key.Id, audit, cancellationToken);
        await table.ReloadAsync(cancellationToken);
        return isDeleted;
    }

    internal ApiKeyView ToView(ApiKey key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Prefix = key.Prefix,
        TeamId = key.TeamId,
        TeamName = key.TeamId is null ? null : teams.FindName(key.TeamId),
        Owner = users.Find(key.OwnerUserId)?.Name ?? "",
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        Description = key.Description,
        Tags = key.Tags,
        Scope = key.Scope,
        PreviousUntil = key.PreviousUntil > clock.GetUtcNow() ? key.PreviousUntil : null,
        LastUsedAt = table.LastUseOf(key)?.At,
        LastUsedFrom = table.LastUseOf(key)?.From ?? "",
        RevokedAt = key.RevokedAt,
        Status = table.StatusOf(key),
    };

    private bool MaySee(User viewer, ApiKey key) =>
        users.RightsOf(viewer).Has(Permissions.KeysWrite) || (key.TeamId is null && key.OwnerUserId == viewer.Id);

    private static object Shown(ApiKey key) => new { key.Name, key.Description, key.Tags, key.Scope };

    private AuditEntry Entry(string eventType, ApiKey key, RequestActor actor) =>
        actor.Entry(clock.GetUtcNow(), eventType, "api_key", key.Id, key.Name) with { TeamId = key.TeamId };
}
