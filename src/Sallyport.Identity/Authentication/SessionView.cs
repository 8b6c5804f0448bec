namespace Sallyport.Identity.Authentication;

/// <summary>The answer to a sign-in or refresh.</summary>
/// <param name="token">The session token, shown once.</param>
/// <param name="expiresAt">The absolute end.</param>
/// <param name="user">Who signed in.</param>
public sealed class SessionView(string token, DateTimeOffset expiresAt, UserView user)
{
    /// <summary>The session token, shown once.</summary>
    public string Token { get; } = token;

    /// <summary>The absolute end.</summary>
    public DateTimeOffset ExpiresAt { get; } = expiresAt;

    /// <summary>Who signed in.</summary>
    public UserView User { get; } = user;
}
