using Sallyport.Identity.Sessions;

namespace Sallyport.Identity.Authentication;

/// <summary>The answer to a sign-in or refresh.</summary>
/// <param name="issued">The session with its new tokens.</param>
/// <param name="duties">What its user has to settle first.</param>
public sealed class SessionView(IssuedSession issued, SignInDuties duties)
{
    /// <summary>The access token, shown once.</summary>
    public string Token { get; } = issued.Token;

    /// <summary>When the access token ends; swap it by <c>POST /auth/refresh</c> before or after.</summary>
    public DateTimeOffset TokenExpiresAt { get; } = issued.Session.AccessExpiresAt;

    /// <summary>The refresh token, shown once. It works once: the answer to its use holds the next one.</summary>
    public string RefreshToken { get; } = issued.RefreshToken;

    /// <summary>The session's absolute end.</summary>
    public DateTimeOffset ExpiresAt { get; } = issued.Session.ExpiresAt;

    /// <summary>After how many seconds without use the session ends before that.</summary>
    public int IdleTimeoutSeconds { get; } = (int)issued.IdleTimeout.TotalSeconds;

    /// <summary>Who signed in.</summary>
    public UserView User { get; } = UserView.Of(issued.User, duties);
}
