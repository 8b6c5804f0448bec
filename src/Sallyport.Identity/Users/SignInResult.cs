namespace Sallyport.Identity.Users;

/// <summary>How a sign-in ended: a user, a wait, not at all for want of a place, or none of these (wrong name or password).</summary>
/// <param name="User">The user, when the password was right.</param>
/// <param name="RetryAfter">How long to wait, when there were too many failures.</param>
/// <param name="IsBusy">Whether too many others were waiting, so that nothing was compared or counted.</param>
public sealed record SignInResult(User? User, TimeSpan? RetryAfter, bool IsBusy = false);
