namespace Sallyport.Identity.Sessions;

/// <summary>
/// A signed-in person's session. Of its secrets only SHA-256 hashes are kept: of the access token, which every call shows, and of the
/// refresh token, which swaps both for new ones.
/// </summary>
public sealed record Session
{
    /// <summary>Stable id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose.</summary>
    public required string UserId { get; init; }

    /// <summary>Of the access token in force.</summary>
    public required byte[] AccessHash { get; init; }

    /// <summary>When the access token ends.</summary>
    public required DateTimeOffset AccessExpiresAt { get; init; }

    /// <summary>What all refresh tokens of the session share: it finds the session and opens nothing.</summary>
    public required byte[] Family { get; init; }

    /// <summary>Of the secret part of the refresh token in force.</summary>
    public required byte[] RefreshHash { get; init; }

    /// <summary>Of the secret part of the refresh token before it, or null.</summary>
    public byte[]? PreviousRefreshHash { get; init; }

    /// <summary>When the tokens were swapped last.</summary>
    public required DateTimeOffset RotatedAt { get; init; }

    /// <summary>Sign-in time.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Absolute end.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Last use, written at most once a minute.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>What was shown at the sign-in.</summary>
    public SignInMethod Method { get; init; }

    /// <summary>From where the sign-in came.</summary>
    public SessionOrigin Origin { get; init; } = SessionOrigin.Unknown;

    /// <summary>Names the session without its hashes.</summary>
    public override string ToString() => $"session {Id}";
}
