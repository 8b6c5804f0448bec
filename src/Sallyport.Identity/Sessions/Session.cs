namespace Sallyport.Identity.Sessions;

/// <summary>A signed-in person's session. The token itself is not stored, only its SHA-256.</summary>
/// <param name="Id">Stable id.</param>
/// <param name="TokenHash">SHA-256 of the session token.</param>
/// <param name="UserId">Whose.</param>
/// <param name="CreatedAt">Sign-in time.</param>
/// <param name="ExpiresAt">Absolute end.</param>
/// <param name="LastSeenAt">Last use, written at most once a minute.</param>
public sealed record Session(string Id, byte[] TokenHash, string UserId, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset LastSeenAt);
