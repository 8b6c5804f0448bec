namespace Sallyport.Controls.Access;

/// <summary>Callers with shared grants and limits.</summary>
public sealed record Team
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Unique name, 1 to 64 characters.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public string Description { get; init; } = "";

    /// <summary>Keys of a team that is not active are refused.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>What the team may use.</summary>
    public IReadOnlyList<ProxyGrant> Grants { get; init; } = [];

    /// <summary>Who is in it, by name. Changed one by one, not along with the team.</summary>
    public IReadOnlyList<TeamMember> Members { get; init; } = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
