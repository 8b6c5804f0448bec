using Sallyport.Core.Access;

namespace Sallyport.Controls.Access;

/// <summary>The body that makes a user a member of a team, or changes what they are to it.</summary>
public sealed class TeamMemberRequest
{
    /// <summary>member (the default) or team_admin.</summary>
    public TeamRole? Role { get; init; }
}
