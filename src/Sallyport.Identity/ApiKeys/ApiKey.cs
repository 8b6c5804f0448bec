namespace Sallyport.Identity.ApiKeys;

/// <summary>An API key as stored: never the key, only its SHA-256.</summary>
public sealed record ApiKey
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>For people, 1 to 64 characters.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>Words to find it by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What it is narrowed to, or null.</summary>
    public KeyScope? Scope { get; init; }

    /// <summary>SHA-256 of the key's text.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>SHA-256 of the text before the last rotation, while that goes on working; else null.</summary>
    public byte[]? PreviousHash { get; init; }

    /// <summary>When the text before the last rotation ends, or null.</summary>
    public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>The first characters, for recognition.</summary>
    public required string Prefix { get; init; }

    /// <summary>The team whose grants it uses, or null for a personal key.</summary>
    public string? TeamId { get; init; }

    /// <summary>The user who made it; a personal key never holds more than this user's rights.</summary>
    public required string OwnerUserId { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Last use, written in batches, or null.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The address of the last use that was written, or empty.</summary>
    public string LastUsedFrom { get; init; } = "";

    /// <summary>Names the key without its hash.</summary>
    public override string ToString() => $"API key {Name} ({Prefix}…)";
}
