namespace Sallyport.Core.Exchanges;

/// <summary>
/// The header that opens the upstream's door. Exists from InjectCredentialStage to the socket; never logged, recorded or
/// shown, so its text form says nothing.
/// </summary>
/// <param name="header">The header's name.</param>
/// <param name="value">The header's value, secret.</param>
public sealed class UpstreamCredential(string header, string value)
{
    /// <summary>The header's name.</summary>
    public string Header { get; } = header;

    /// <summary>The header's value, secret.</summary>
    public string Value { get; } = value;

    /// <summary>Does not show the secret.</summary>
    public override string ToString() => $"{Header}: (secret)";
}
