using System.Buffers;
using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Vault;

/// <summary>Sets and removes secrets. Write-only: nothing here or in the API gives a secret back.</summary>
public sealed class CredentialAdmin(ICredentialStore store, CredentialSealer sealer, CredentialTable table)
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

    /// <summary>
    /// Seals and stores a secret under the record's id and puts it in force. The audit entry must not hold the secret.
    /// </summary>
    /// <exception cref="ArgumentException">The secret has a fault; ask <see cref="FindFault"/> first.</exception>
    public async Task<CredentialSummary> SetSecretAsync(string id, string secret, AuditEntry audit, CancellationToken cancellationToken)
    {
        if (FindFault(secret) is { } fault)
        {
            throw new ArgumentException(fault, nameof(secret));
        }

        var credential = sealer.Seal(id, secret);
        await store.SaveAsync(credential, audit, cancellationToken);
        await table.ReloadAsync(cancellationToken);
        return new CredentialSummary(credential.LastFour, credential.UpdatedAt, IsUsable: true);
    }

    /// <summary>Removes a secret. False when there is none.</summary>
    public async Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken)
    {
        var isDeleted = await store.DeleteAsync(id, audit, cancellationToken);
        await table.ReloadAsync(cancellationToken);
        return isDeleted;
    }

    /// <summary>What may be shown of a secret, or null when there is none.</summary>
    public CredentialSummary? Describe(string id) => table.Describe(id);
}
