namespace Sallyport.Core.Access;

/// <summary>What other parts may know of teams. Identity must not know the access control, so it asks here.</summary>
public interface ITeamDirectory
{
    /// <summary>The team's name, or null when there is no such team. From memory.</summary>
    string? FindName(string teamId);

    /// <summary>What the user is to the team; null when no member. From memory.</summary>
    TeamRole? FindRole(string teamId, string userId);
}
