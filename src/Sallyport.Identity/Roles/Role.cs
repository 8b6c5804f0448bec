using Sallyport.Core.Access;

namespace Sallyport.Identity.Roles;

/// <summary>A named set of permissions. A user has one.</summary>
public sealed record Role
{
    /// <summary>Unique, lower case; stands with the user.</summary>
    public required string Name { get; init; }

    /// <summary>For people.</summary>
    public string Description { get; init; } = "";

    /// <summary>What it allows.</summary>
    public required Rights Rights { get; init; }

    /// <summary>Whether it comes with the gateway and cannot be changed.</summary>
    public bool IsBuiltIn { get; init; }

    /// <summary>When it was made; of a built-in one, none.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
