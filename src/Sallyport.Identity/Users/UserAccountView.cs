namespace Sallyport.Identity.Users;

/// <summary>A user as administrators see them.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Username">Sign-in name.</param>
/// <param name="Email">E-mail, or empty.</param>
/// <param name="Role">The name of their role.</param>
/// <param name="Active">Whether they may sign in and their API keys work.</param>
/// <param name="MustChangePassword">Whether they have a one-time password that they did not change yet.</param>
/// <param name="CreatedAt">When the account was made.</param>
/// <param name="PasswordChangedAt">When the password was last set.</param>
/// <param name="LockedUntil">Until when a sign-in has to wait after too many failures, from some address at least; null when it need not.</param>
/// <param name="SecondFactor">Whether a sign-in also needs a code.</param>
public sealed record UserAccountView(
    string Id, string Username, string Email, string Role, bool Active, bool MustChangePassword, DateTimeOffset CreatedAt, DateTimeOffset PasswordChangedAt,
    DateTimeOffset? LockedUntil, bool SecondFactor)
{
    internal static UserAccountView Of(User user, DateTimeOffset? lockedUntil = null) => new(
        user.Id, user.Name, user.Email, user.Role, user.IsActive, user.MustChangePassword, user.CreatedAt, user.PasswordChangedAt, lockedUntil,
        user.HasSecondFactor);
}
