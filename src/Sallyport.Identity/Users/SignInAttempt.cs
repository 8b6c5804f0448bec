using Sallyport.Identity.Authentication;

namespace Sallyport.Identity.Users;

/// <summary>A sign-in that was counted as failed ahead of the outcome.</summary>
/// <param name="Account">As counted for the account.</param>
/// <param name="Address">As counted for the address.</param>
internal readonly record struct SignInAttempt(FailedAttempt Account, FailedAttempt Address);
