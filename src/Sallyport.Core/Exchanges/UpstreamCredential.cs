namespace Sallyport.Core.Exchanges;

/// <summary>
/// The header that opens the upstream's door. Exists from InjectCredentialStage to the socket; never logged, recorded or
/// shown, so its text form says nothing.
/// </summary>
/// <param name="header">The header's name.</param>
/// <param name="value">The header's value, secret.</param>
/// <param name="forms">Finds the secret in the encodings an upstream may repeat it in; null where it is too short to be told from a word.</param>
public sealed class UpstreamCredential(string header, string value, ISecretForms? forms = null)
{
    private const string BearerPrefix = "Bearer ";

    /// <summary>The header's name.</summary>
    public string Header { get; } = header;

    /// <summary>The header's value, secret.</summary>
    public string Value { get; } = value;

    /// <summary>What is secret in <see cref="Value"/>: the value without the scheme's word in front.</summary>
    public string Secret { get; } = SecretIn(value);

    /// <summary>Finds the secret in the encodings an upstream may repeat it in; null where it is too short to be told from a word.</summary>
    public ISecretForms? Forms { get; } = forms;

    /// <summary>Whether a short text of the upstream's, such as a header, repeats the secret. Upper and lower case count the same: names on the wire change theirs.</summary>
    public bool IsIn(string text) =>
        text.Length >= Secret.Length && (text.Contains(Secret, StringComparison.OrdinalIgnoreCase) || Forms?.IsIn(text) is true);

    /// <summary>What is secret in a header's value: the value without the scheme's word in front, which an upstream that repeats the secret may leave out.</summary>
    public static string SecretIn(string value) => value.StartsWith(BearerPrefix, StringComparison.Ordinal) ? value[BearerPrefix.Length..] : value;

    /// <summary>Does not show the secret.</summary>
    public override string ToString() => $"{Header}: (secret)";
}
