using Sallyport.Identity.Sessions;

namespace Sallyport.Storage.Sessions;

/// <summary>A row of <c>session</c>.</summary>
internal sealed class SessionRow
{
    public required string Id { get; init; }

    public required byte[] TokenHash { get; init; }

    public required string UserId { get; init; }

    public required long CreatedAt { get; init; }

    public required long ExpiresAt { get; init; }

    public required long LastSeenAt { get; init; }

    /// <summary>As stored.</summary>
    public static SessionRow From(Session session) => new()
    {
        Id = session.Id,
        TokenHash = session.TokenHash,
        UserId = session.UserId,
        CreatedAt = StoredTime.ToMicroseconds(session.CreatedAt),
        ExpiresAt = StoredTime.ToMicroseconds(session.ExpiresAt),
        LastSeenAt = StoredTime.ToMicroseconds(session.LastSeenAt),
    };

    /// <summary>As used.</summary>
    public Session ToSession() => new(
        Id,
        TokenHash,
        UserId,
        StoredTime.FromMicroseconds(CreatedAt),
        StoredTime.FromMicroseconds(ExpiresAt),
        StoredTime.FromMicroseconds(LastSeenAt));
}
