namespace Sallyport.Identity.Users;

/// <summary>What the command line did for a user.</summary>
/// <param name="Name">The sign-in name.</param>
/// <param name="Password">The one-time password; to be shown once.</param>
/// <param name="IsSecondFactorRemoved">They had a second factor and have none now.</param>
/// <param name="NeedsSecondFactor">Their next sign-in asks for a code, too.</param>
/// <param name="IsActive">They may sign in at all.</param>
public sealed record RescuedUser(string Name, string Password, bool IsSecondFactorRemoved, bool NeedsSecondFactor, bool IsActive)
{
    /// <inheritdoc />
    public override string ToString() => Name;
}
