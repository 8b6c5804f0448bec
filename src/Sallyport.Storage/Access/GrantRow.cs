namespace Sallyport.Storage.Access;

/// <summary>A row of <c>proxy_grant</c>.</summary>
internal sealed class GrantRow
{
    public required string TeamId { get; init; }

    public required string ProxyId { get; init; }

    public long? RateLimitPerMinute { get; init; }

    /// <summary>Patterns separated by blanks.</summary>
    public required string AllowedModels { get; init; }

    /// <summary>Patterns separated by blanks.</summary>
    public required string DeniedModels { get; init; }
}
