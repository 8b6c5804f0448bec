namespace Sallyport.Identity.Tokens;

/// <summary>A signing key in memory.</summary>
/// <param name="Key">As stored.</param>
/// <param name="Public">Verifies.</param>
/// <param name="VerifiesUntil">When the last token it signed is over; null while no other key has been made.</param>
internal sealed record SigningKeyEntry(SigningKey Key, KeyPair Public, DateTimeOffset? VerifiesUntil);
