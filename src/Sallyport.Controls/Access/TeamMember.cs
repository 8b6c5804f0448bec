using Sallyport.Core.Access;

namespace Sallyport.Controls.Access;

/// <summary>A user in a team.</summary>
/// <param name="UserId">The user.</param>
/// <param name="UserName">Their sign-in name, read along.</param>
/// <param name="Role">What they are to it.</param>
/// <param name="AddedAt">Since when.</param>
public sealed record TeamMember(string UserId, string UserName, TeamRole Role, DateTimeOffset AddedAt);
