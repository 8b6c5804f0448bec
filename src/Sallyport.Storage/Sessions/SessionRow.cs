using Sallyport.Identity.Sessions;

namespace Sallyport.Storage.Sessions;

/// <summary>A row of <c>session</c>.</summary>
internal sealed class SessionRow
{
    public required string Id { get; init; }

    public required string UserId { get; init; }

    public required byte[] AccessHash { get; init; }

    public required long AccessExpiresAt { get; init; }

    public required byte[] Family { get; init; }

    public required byte[] RefreshHash { get; init; }

    public byte[]? PreviousRefreshHash { get; init; }

    public required long RotatedAt { get; init; }

    public required long CreatedAt { get; init; }

    public required long ExpiresAt { get; init; }

    public required long LastSeenAt { get; init; }

    public required string Method { get; init; }

    public required string Address { get; init; }

    public required string UserAgent { get; init; }

    /// <summary>As stored.</summary>
    public static SessionRow From(Session session) => new()
    {
        Id = session.Id,
        UserId = session.UserId,
        AccessHash = session.AccessHash,
        AccessExpiresAt = StoredTime.ToMicroseconds(session.AccessExpiresAt),
        Family = session.Family,
        RefreshHash = session.RefreshHash,
        PreviousRefreshHash = session.PreviousRefreshHash,
        RotatedAt = StoredTime.ToMicroseconds(session.RotatedAt),
        CreatedAt = StoredTime.ToMicroseconds(session.CreatedAt),
        ExpiresAt = StoredTime.ToMicroseconds(session.ExpiresAt),
        LastSeenAt = StoredTime.ToMicroseconds(session.LastSeenAt),
        Method = StoredNames.Of(session.Method),
        Address = session.Origin.Address,
        UserAgent = session.Origin.UserAgent,
    };

    /// <summary>As used.</summary>
    public Session ToSession() => new()
    {
        Id = Id,
        UserId = UserId,
        AccessHash = AccessHash,
        AccessExpiresAt = StoredTime.FromMicroseconds(AccessExpiresAt),
        Family = Family,
        RefreshHash = RefreshHash,
        PreviousRefreshHash = PreviousRefreshHash,
        RotatedAt = StoredTime.FromMicroseconds(RotatedAt),
        CreatedAt = StoredTime.FromMicroseconds(CreatedAt),
        ExpiresAt = StoredTime.FromMicroseconds(ExpiresAt),
        LastSeenAt = StoredTime.FromMicroseconds(LastSeenAt),
        Method = StoredNames.Parse<SignInMethod>(Method),
        Origin = new SessionOrigin(Address, UserAgent),
    };
}
