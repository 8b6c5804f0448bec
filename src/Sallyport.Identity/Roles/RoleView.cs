using Sallyport.Core.Access;

namespace Sallyport.Identity.Roles;

/// <summary>A role as shown to people.</summary>
/// <param name="Name">Unique name.</param>
/// <param name="Description">For people.</param>
/// <param name="BuiltIn">Whether it comes with the gateway and cannot be changed.</param>
/// <param name="Permissions">What it allows, with what that includes.</param>
/// <param name="Reach">How far the farthest of its permissions reaches: read, operate or administer.</param>
/// <param name="UserCount">How many users have it.</param>
/// <param name="Assignable">Whether whoever asks may give it to users: it holds no more than they do.</param>
/// <param name="CreatedAt">When it was made; null for a built-in one.</param>
public sealed record RoleView(
    string Name, string Description, bool BuiltIn, IReadOnlyList<string> Permissions, PermissionReach Reach, int UserCount, bool Assignable, DateTimeOffset? CreatedAt);
