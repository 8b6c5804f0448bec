using System.Buffers;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Vault;

/// <summary>Takes secrets in. Write-only: nothing here or in the API gives a secret back.</summary>
public sealed class CredentialAdmin(CredentialSealer sealer, CredentialTable table)
{
    /// <summary>The shortest secret in characters. A shorter one is as likely a word of an answer, so an upstream that repeats it could not be
    /// told from one that does not; and it would be guessed before it leaked.</summary>
    public const int MinLength = 8;

    /// <summary>The longest secret in characters.</summary>
    public const int MaxLength = 8192;

    // A secret becomes a header value: anything but visible ASCII and inner spaces could break out of it (RFC 9110 §5.5).
    private static readonly SearchValues<char> Allowed = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    /// <summary>What is wrong with a secret, or null. Never repeats the secret.</summary>
    public static string? FindFault(string secret)
    {
        if (secret.Length is < MinLength or > MaxLength)
        {
            return $"The secret must have {MinLength} to {MaxLength} characters.";
        }

        return secret.AsSpan().ContainsAnyExcept(Allowed) || secret[0] == ' ' || secret[^1] == ' '
            ? "The secret must consist of visible ASCII characters, without spaces at its ends."
            : null;
    }

    /// <summary>Seals a secret under its record's id for one server. It is in force when stored with its proxy and the snapshots are new.</summary>
    /// <exception cref="ArgumentException">The secret has a fault; ask <see cref="FindFault"/> first.</exception>
    public SealedCredential Seal(string id, string secret, Uri target) =>
        FindFault(secret) is { } fault ? throw new ArgumentException(fault, nameof(secret)) : sealer.Seal(id, secret, target);

    /// <summary>What may be shown of a secret, or null when there is none.</summary>
    public CredentialSummary? Describe(string id) => table.Describe(id);
}
