namespace Sallyport.Core.Access;

/// <summary>One thing that a role can allow.</summary>
/// <param name="Name"><c>resource:action</c>.</param>
/// <param name="Reach">How far it reaches.</param>
/// <param name="Description">For people.</param>
public sealed record PermissionEntry(string Name, PermissionReach Reach, string Description);
