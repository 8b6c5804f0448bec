using Sallyport.Core.Secrets;

namespace Sallyport.Identity.Mfa;

/// <summary>A person's authenticator as stored.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Secret">The shared secret, sealed.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ConfirmedAt">When its owner proved to have it; null while sign-in does not ask for it yet.</param>
/// <param name="LastStep">The step of the last code that was used; no code of it or before works again.</param>
public sealed record StoredTotp(string UserId, SealedSecret Secret, DateTimeOffset CreatedAt, DateTimeOffset? ConfirmedAt, long LastStep);
