namespace Sallyport.Identity.Users;

/// <summary>How a sign-in ended: a user, a wait, or neither (wrong name or password).</summary>
/// <param name="User">The user, when the password was right.</param>
/// <param name="RetryAfter">How long to wait, when there were too many failures.</param>
public sealed record SignInResult(User? User, TimeSpan? RetryAfter);
