using System.Security.Cryptography;
using System.Text;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Vault;

/// <summary>
/// Seals secrets for the store and opens them again. The server a secret was entered for is sealed with it: whoever changes a proxy's target
/// past the management API, or between a check and its commit, does not make the gateway send the secret there.
/// </summary>
public sealed class CredentialSealer(MasterKey master, TimeProvider clock)
{
    private const int ShownCharacters = 4;
    private const int ShortestShown = 12;
    private const char Separator = '\n';

    /// <summary>Seals a secret for its record and the target's server.</summary>
    public SealedCredential Seal(string id, string secret, Uri target)
    {
        // An origin holds no line end, so the first one ends it.
        var bytes = Encoding.UTF8.GetBytes(target.GetLeftPart(UriPartial.Authority) + Separator + secret);
        try
        {
            // Four characters of a short secret would be too much of it.
            var lastFour = secret.Length >= ShortestShown ? secret[^ShownCharacters..] : "";
            return new SealedCredential(id, master.Id, Envelope.Seal(master, id, bytes), lastFour, clock.GetUtcNow());
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <summary>Opens a record.</summary>
    /// <exception cref="CryptographicException">It was sealed under another master key, or changed, or moved from another record.</exception>
    internal OpenedCredential Open(SealedCredential credential)
    {
        if (credential.KeyId != master.Id)
        {
            throw new CryptographicException(
                $"The credential '{credential.Id}' was sealed under the master key {credential.KeyId}, but the {master} is loaded; restore that key, or set the secret again.");
        }

        byte[] bytes;
        try
        {
            bytes = Envelope.Open(master, credential.Id, credential.Envelope);
        }
        catch (CryptographicException exception)
        {
            throw new CryptographicException($"The credential '{credential.Id}' was changed in the database; set the secret again.", exception);
        }

        try
        {
            var text = Encoding.UTF8.GetString(bytes);
            var end = text.IndexOf(Separator, StringComparison.Ordinal);
            return new OpenedCredential(new Uri(text[..end]), text[(end + 1)..]);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
