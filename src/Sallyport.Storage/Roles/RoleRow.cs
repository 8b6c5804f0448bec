namespace Sallyport.Storage.Roles;

/// <summary>A row of <c>custom_role</c>.</summary>
internal sealed class RoleRow
{
    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>Names of permissions, separated by blanks.</summary>
    public required string Permissions { get; init; }

    public required long CreatedAt { get; init; }
}
