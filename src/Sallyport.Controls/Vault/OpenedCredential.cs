using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Vault;

/// <summary>
/// An opened secret in memory: the one class that holds one for longer than a request. Whoever can read the process's memory has the
/// secrets; opening them on every request would not change that, as the master key is in the same memory. What this
/// guards against is leaking by log, record or dump of configuration: no property gives the secret out, and the text form does not show it.
/// </summary>
internal sealed class OpenedCredential(Uri server, string secret)
{
    private readonly SecretForms? _forms = Forms(UpstreamCredential.SecretIn(secret));
    private volatile UpstreamCredential? _bearer;
    private volatile UpstreamCredential? _header;

    /// <summary>Whether the secret was entered for the target's server: same scheme, host and port.</summary>
    internal bool IsFor(Uri target) =>
        target.Port == server.Port
        && string.Equals(target.Scheme, server.Scheme, StringComparison.Ordinal)
        && string.Equals(target.IdnHost, server.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>The header for this scheme, or null where the scheme needs none. Made once for each header name.</summary>
    internal UpstreamCredential? For(UpstreamAuth auth) => auth switch
    {
        { Type: UpstreamAuthType.Bearer } => _bearer ??= new UpstreamCredential("Authorization", $"Bearer {secret}", _forms),
        { Type: UpstreamAuthType.Header, Name: { Length: > 0 } name } => Header(name),
        _ => null,
    };

    /// <summary>Does not show the secret.</summary>
    public override string ToString() => "opened credential";

    // Short secrets are as likely a word of the answer, and their encodings more so.
    private static SecretForms? Forms(string secret) => secret.Length < CredentialAdmin.MinLength ? null : new SecretForms(secret);

    private UpstreamCredential Header(string name)
    {
        var known = _header;
        if (known is not null && known.Header == name)
        {
            return known;
        }

        var made = new UpstreamCredential(name, secret, _forms);
        _header = made;
        return made;
    }
}
