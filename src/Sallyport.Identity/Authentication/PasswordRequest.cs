namespace Sallyport.Identity.Authentication;

/// <summary>The body of a change of password.</summary>
public sealed class PasswordRequest
{
    /// <summary>The password in force.</summary>
    public string? CurrentPassword { get; init; }

    /// <summary>The password to come.</summary>
    public string? NewPassword { get; init; }
}
