namespace Sallyport.Identity.Mfa;

/// <summary>What an authenticator app is given, shown once.</summary>
/// <param name="secret">The shared secret.</param>
/// <param name="uri">The same for scanning.</param>
public sealed class TotpEnrolmentView(string secret, string uri)
{
    /// <summary>The shared secret in Base32, for typing.</summary>
    public string Secret { get; } = secret;

    /// <summary>The <c>otpauth://</c> address to show as a QR code.</summary>
    public string Uri { get; } = uri;
}
