using Sallyport.Identity.Sessions;

namespace Sallyport.Identity.Users;

/// <summary>How a sign-in ended: a user, a wait, not at all for want of a place or a code, or none of these (wrong name or password).</summary>
/// <param name="User">The user, when everything was right.</param>
/// <param name="RetryAfter">How long to wait, when there were too many failures.</param>
/// <param name="IsBusy">Whether too many others were waiting, so that nothing was compared or counted.</param>
/// <param name="Code">What is wrong with the code, where the password was right.</param>
/// <param name="Method">What was shown.</param>
public sealed record SignInResult(
    User? User, TimeSpan? RetryAfter, bool IsBusy = false, CodeFault? Code = null, SignInMethod Method = SignInMethod.Password);
