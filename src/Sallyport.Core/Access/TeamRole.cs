namespace Sallyport.Core.Access;

/// <summary>What a member is to a team.</summary>
public enum TeamRole
{
    /// <summary>Makes and ends own keys of the team.</summary>
    Member,

    /// <summary>Leads it: all its keys, its members, and narrowing its grants.</summary>
    TeamAdmin,
}
