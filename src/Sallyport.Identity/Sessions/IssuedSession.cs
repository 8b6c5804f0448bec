namespace Sallyport.Identity.Sessions;

/// <summary>A new session with its token, which exists here and at the client only.</summary>
/// <param name="session">The session as stored.</param>
/// <param name="token">The token to show.</param>
public sealed class IssuedSession(Session session, string token)
{
    /// <summary>The session as stored.</summary>
    public Session Session { get; } = session;

    /// <summary>The token to show once.</summary>
    public string Token { get; } = token;
}
