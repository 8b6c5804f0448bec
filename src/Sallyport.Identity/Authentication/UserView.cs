using Sallyport.Identity.Users;

namespace Sallyport.Identity.Authentication;

/// <summary>A user as shown to people.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Username">Sign-in name.</param>
/// <param name="Email">E-mail, or empty.</param>
/// <param name="Role">The name of their role.</param>
/// <param name="Permissions">What they may do.</param>
/// <param name="MustChangePassword">Whether every call but changing the password is refused.</param>
/// <param name="SecondFactor">Whether a sign-in also needs a code.</param>
/// <param name="MustEnrolSecondFactor">Whether every call but enrolling a second factor is refused.</param>
public sealed record UserView(
    string Id, string Username, string Email, string Role, IReadOnlyList<string> Permissions, bool MustChangePassword, bool SecondFactor, bool MustEnrolSecondFactor)
{
    internal static UserView Of(User user, SignInDuties duties) => new(
        user.Id, user.Name, user.Email, user.Role, duties.RightsOf(user).Names, user.MustChangePassword, user.HasSecondFactor, duties.Of(user) == SignInDuty.EnrolSecondFactor);
}
