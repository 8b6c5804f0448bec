using System.Security.Cryptography;
using System.Text;

namespace Sallyport.Controls.Vault;

/// <summary>Seals secrets for the store and opens them again.</summary>
public sealed class CredentialSealer(MasterKey master, TimeProvider clock)
{
    private const int ShownCharacters = 4;
    private const int ShortestShown = 12;

    /// <summary>Seals a secret for its record.</summary>
    public SealedCredential Seal(string id, string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
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
    public string Open(SealedCredential credential)
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
            return Encoding.UTF8.GetString(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
