namespace Sallyport.Core.Access;

/// <summary>What the access control may know of API keys.</summary>
public interface ITeamKeys
{
    /// <summary>How many usable keys a team has. From memory.</summary>
    int CountOf(string teamId);
}
