namespace Sallyport.Identity.ApiKeys;

/// <summary>What a key is to be.</summary>
/// <param name="Name">For people, 1 to 64 characters.</param>
/// <param name="TeamId">The team whose grants it uses, or null for a personal key.</param>
/// <param name="ExpiresAt">When it ends; null means it does not.</param>
public sealed record NewApiKey(string Name, string? TeamId, DateTimeOffset? ExpiresAt)
{
    /// <summary>What it is for.</summary>
    public string Description { get; init; } = "";

    /// <summary>Words to find it by.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What it is narrowed to, or null.</summary>
    public KeyScope? Scope { get; init; }
}
