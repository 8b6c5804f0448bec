namespace Sallyport.Identity.Revocation;

/// <summary>Access tokens and sessions that ended before their time. Of one kind and value there is one.</summary>
/// <param name="Kind">What it ends.</param>
/// <param name="Value">The token's, user's or session's id.</param>
/// <param name="RevokedAt">What was made until then is ended; what is made later is not.</param>
/// <param name="ExpiresAt">When the last of what it ends would have ended anyway, and it may be forgotten.</param>
public sealed record RevocationEntry(RevocationKind Kind, string Value, DateTimeOffset RevokedAt, DateTimeOffset ExpiresAt);
