namespace Sallyport.Identity.Authentication;

/// <summary>The body of a sign-in.</summary>
public sealed class LoginRequest
{
    /// <summary>The sign-in name.</summary>
    public string? Username { get; init; }

    /// <summary>The password.</summary>
    public string? Password { get; init; }
}
