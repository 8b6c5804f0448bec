namespace Sallyport.Identity.Sessions;

/// <summary>A session with new tokens, which exist here and at the client only.</summary>
/// <param name="session">The session as stored.</param>
/// <param name="user">Whose.</param>
/// <param name="token">The access token to show.</param>
/// <param name="refreshToken">The refresh token to show.</param>
/// <param name="idleTimeout">How long the session may go unused.</param>
public sealed class IssuedSession(Session session, Users.User user, string token, string refreshToken, TimeSpan idleTimeout)
{
    /// <summary>The session as stored.</summary>
    public Session Session { get; } = session;

    /// <summary>Whose.</summary>
    public Users.User User { get; } = user;

    /// <summary>The access token to show once.</summary>
    public string Token { get; } = token;

    /// <summary>The refresh token to show once.</summary>
    public string RefreshToken { get; } = refreshToken;

    /// <summary>How long the session may go unused.</summary>
    public TimeSpan IdleTimeout { get; } = idleTimeout;
}
