namespace Sallyport.Identity.ApiKeys;

/// <summary>A new key with its text: the only time it is shown.</summary>
/// <param name="key">The key's text.</param>
/// <param name="view">What can be seen of it later.</param>
public sealed class CreatedApiKeyView(string key, ApiKeyView view)
{
    /// <summary>Stable id.</summary>
    public string Id { get; } = view.Id;

    /// <summary>The key's text.</summary>
    public string Key { get; } = key;

    /// <summary>For people.</summary>
    public string Name { get; } = view.Name;

    /// <summary>The first characters.</summary>
    public string Prefix { get; } = view.Prefix;

    /// <summary>The team, or null for a personal key.</summary>
    public string? TeamId { get; } = view.TeamId;

    /// <summary>The team's name.</summary>
    public string? TeamName { get; } = view.TeamName;

    /// <summary>The owner's sign-in name.</summary>
    public string Owner { get; } = view.Owner;

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; } = view.CreatedAt;

    /// <summary>When it ends, or null.</summary>
    public DateTimeOffset? ExpiresAt { get; } = view.ExpiresAt;

    /// <summary>What it is for.</summary>
    public string Description { get; } = view.Description;

    /// <summary>Words to find it by.</summary>
    public IReadOnlyList<string> Tags { get; } = view.Tags;

    /// <summary>What it is narrowed to, or null.</summary>
    public KeyScope? Scope { get; } = view.Scope;

    /// <summary>Until when the key from before this rotation goes on working, or null.</summary>
    public DateTimeOffset? PreviousUntil { get; } = view.PreviousUntil;

    /// <summary>Always <c>active</c>.</summary>
    public ApiKeyStatus Status { get; } = view.Status;
}
