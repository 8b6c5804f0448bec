using System.Text.Json;
using Sallyport.Identity.ApiKeys;

namespace Sallyport.Storage.ApiKeys;

/// <summary>A row of <c>api_key</c>.</summary>
internal sealed class ApiKeyRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>A JSON array, or empty.</summary>
    public required string Tags { get; init; }

    /// <summary>JSON, or empty.</summary>
    public required string Scope { get; init; }

    public required byte[] Hash { get; init; }

    public required string Prefix { get; init; }

    public byte[]? PreviousHash { get; init; }

    public long? PreviousUntil { get; init; }

    public string? TeamId { get; init; }

    public required string OwnerUserId { get; init; }

    public required long CreatedAt { get; init; }

    public long? ExpiresAt { get; init; }

    public long? RevokedAt { get; init; }

    public long? LastUsedAt { get; init; }

    public required string LastUsedFrom { get; init; }

    /// <summary>As stored.</summary>
    public static ApiKeyRow From(ApiKey key) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Description = StoredText.Clean(key.Description),
        Tags = key.Tags.Count == 0 ? "" : JsonSerializer.Serialize(key.Tags),
        Scope = key.Scope?.ToJson() ?? "",
        Hash = key.Hash,
        Prefix = key.Prefix,
        PreviousHash = key.PreviousHash,
        PreviousUntil = StoredTime.ToMicroseconds(key.PreviousUntil),
        TeamId = key.TeamId,
        OwnerUserId = key.OwnerUserId,
        CreatedAt = StoredTime.ToMicroseconds(key.CreatedAt),
        ExpiresAt = StoredTime.ToMicroseconds(key.ExpiresAt),
        RevokedAt = StoredTime.ToMicroseconds(key.RevokedAt),
        LastUsedAt = StoredTime.ToMicroseconds(key.LastUsedAt),
        LastUsedFrom = key.LastUsedFrom,
    };

    /// <summary>As used.</summary>
    public ApiKey ToApiKey() => new()
    {
        Id = Id,
        Name = Name,
        Description = Description,
        Tags = Tags.Length == 0 ? [] : JsonSerializer.Deserialize<string[]>(Tags) ?? [],
        Scope = KeyScope.Read(Scope),
        Hash = Hash,
        Prefix = Prefix,
        PreviousHash = PreviousHash,
        PreviousUntil = StoredTime.FromMicroseconds(PreviousUntil),
        TeamId = TeamId,
        OwnerUserId = OwnerUserId,
        CreatedAt = StoredTime.FromMicroseconds(CreatedAt),
        ExpiresAt = StoredTime.FromMicroseconds(ExpiresAt),
        RevokedAt = StoredTime.FromMicroseconds(RevokedAt),
        LastUsedAt = StoredTime.FromMicroseconds(LastUsedAt),
        LastUsedFrom = LastUsedFrom,
    };
}
