namespace Sallyport.Core.Exchanges;

/// <summary>Who calls, as established by AuthenticateStage.</summary>
public sealed record Caller
{
    /// <summary>The state before authentication.</summary>
    public static Caller Nobody { get; } = new() { Kind = CallerKind.Nobody, Id = "", Name = "" };

    /// <summary>What kind of caller.</summary>
    public required CallerKind Kind { get; init; }

    /// <summary>The API key's or user's id.</summary>
    public required string Id { get; init; }

    /// <summary>The name people gave it.</summary>
    public required string Name { get; init; }

    /// <summary>The user who owns the key, where a user does.</summary>
    public string? UserId { get; init; }

    /// <summary>The team whose grants and limits apply, where the key belongs to one.</summary>
    public string? TeamId { get; init; }

    /// <summary>The team's name.</summary>
    public string? TeamName { get; init; }

    /// <summary>Whether the owner's rights cover every proxy without a grant (administrators).</summary>
    public bool MayUseEveryProxy { get; init; }

    /// <summary>What the key or access token leaves of these rights; null leaves them whole. Each stage that grants something asks it too.</summary>
    public CallerScope? Scope { get; init; }
}
