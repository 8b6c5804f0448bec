namespace Sallyport.Identity.Users;

/// <summary>A user with the one-time password that was just made for them.</summary>
/// <param name="User">The user.</param>
/// <param name="Password">The one-time password; this answer is the only one that holds it.</param>
public sealed record OneTimePasswordView(UserAccountView User, string Password)
{
    /// <summary>Names the user without the password.</summary>
    public override string ToString() => $"one-time password of {User.Username}";
}
