using Sallyport.Identity.Users;

namespace Sallyport.Identity.Authentication;

/// <summary>A user as shown to people.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="Username">Sign-in name.</param>
/// <param name="Email">E-mail, or empty.</param>
/// <param name="Role">viewer, operator or admin.</param>
/// <param name="MustChangePassword">Whether every call but changing the password is refused.</param>
public sealed record UserView(string Id, string Username, string Email, UserRole Role, bool MustChangePassword)
{
    internal static UserView Of(User user) => new(user.Id, user.Name, user.Email, user.Role, user.MustChangePassword);
}
