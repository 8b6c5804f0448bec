using Sallyport.Identity.ApiKeys;

namespace Sallyport.Storage.ApiKeys;

/// <summary>A row of <c>api_key</c>.</summary>
internal sealed class ApiKeyRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required byte[] Hash { get; init; }

    public required string Prefix { get; init; }

    public string? TeamId { get; init; }

    public required string OwnerUserId { get; init; }

    public required long CreatedAt { get; init; }

    public long? ExpiresAt { get; init; }

    public long? RevokedAt { get; init; }

    public long? LastUsedAt { get; init; }

    /// <summary>As stored.</summary>
    public static ApiKeyRow From(ApiKey key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Hash = key.Hash,
        Prefix = key.Prefix,
        TeamId = key.TeamId,
        OwnerUserId = key.OwnerUserId,
        CreatedAt = StoredTime.ToMicroseconds(key.CreatedAt),
        ExpiresAt = StoredTime.ToMicroseconds(key.ExpiresAt),
        RevokedAt = StoredTime.ToMicroseconds(key.RevokedAt),
        LastUsedAt = StoredTime.ToMicroseconds(key.LastUsedAt),
    };

    /// <summary>As used.</summary>
    public ApiKey ToApiKey() => new()
    {
        Id = Id,
        Name = Name,
        Hash = Hash,
        Prefix = Prefix,
        TeamId = TeamId,
        OwnerUserId = OwnerUserId,
        CreatedAt = StoredTime.FromMicroseconds(CreatedAt),
        ExpiresAt = StoredTime.FromMicroseconds(ExpiresAt),
        RevokedAt = StoredTime.FromMicroseconds(RevokedAt),
        LastUsedAt = StoredTime.FromMicroseconds(LastUsedAt),
    };
}
