namespace Sallyport.Identity.Mfa;

/// <summary>The state of one's own second factor.</summary>
/// <param name="Enabled">Whether a sign-in asks for a code.</param>
/// <param name="Required">Whether the role asks for one: without it, nothing but enrolling works.</param>
/// <param name="EnabledAt">Since when; null where it is off.</param>
/// <param name="RecoveryCodesLeft">How many recovery codes were not used yet.</param>
public sealed record MfaView(bool Enabled, bool Required, DateTimeOffset? EnabledAt, int RecoveryCodesLeft);
