namespace Sallyport.Identity.ApiKeys;

/// <summary>A key as shown to people.</summary>
public sealed record ApiKeyView
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public required string Description { get; init; }

    /// <summary>Words to find it by.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>What it is narrowed to, or null.</summary>
    public required KeyScope? Scope { get; init; }

    /// <summary>The first characters.</summary>
    public required string Prefix { get; init; }

    /// <summary>The team, or null for a personal key.</summary>
    public required string? TeamId { get; init; }

    /// <summary>The team's name.</summary>
    public required string? TeamName { get; init; }

    /// <summary>The owner's sign-in name.</summary>
    public required string Owner { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends, or null.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, or null.</summary>
    public required DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>The caller's address at the last use, or empty.</summary>
    public required string LastUsedFrom { get; init; }

    /// <summary>Until when the key from before the last rotation goes on working, or null.</summary>
    public required DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    public required DateTimeOffset? RevokedAt { get; init; }

    /// <summary><c>active</c>, <c>expired</c>, <c>revoked</c>, or <c>owner_disabled</c> while the user who made it is disabled.</summary>
    public required ApiKeyStatus Status { get; init; }
}
