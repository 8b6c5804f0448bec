using System.Security.Cryptography;
using System.Text;

namespace Sallyport.Controls.Audit.Signing;

/// <summary>The public halves of keys that may have signed a trail.</summary>
public sealed class AuditPublicKeys
{
    private const int IdBytes = 16;
    private const int MaxKeys = 1000;

    private readonly Dictionary<string, byte[]> _keys;

    private AuditPublicKeys(Dictionary<string, byte[]> keys) => _keys = keys;

    /// <summary>The keys' ids.</summary>
    public IReadOnlyCollection<string> Ids => _keys.Keys;

    /// <summary>A key's id, from its public half as SubjectPublicKeyInfo.</summary>
    public static string IdOf(ReadOnlySpan<byte> subjectPublicKeyInfo) => Convert.ToHexStringLower(SHA256.HashData(subjectPublicKeyInfo).AsSpan(0, IdBytes));

    /// <summary>Reads one or more public keys in PEM form; returns null when the text holds anything else, or none.</summary>
    public static AuditPublicKeys? TryParse(string pem)
    {
        var keys = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var rest = pem.AsSpan();
        try
        {
            while (keys.Count < MaxKeys && PemEncoding.TryFind(rest, out var fields))
            {
                using var key = ECDsa.Create();
                key.ImportFromPem(rest[fields.Location]);
                var bytes = key.ExportSubjectPublicKeyInfo();
                keys[IdOf(bytes)] = bytes;
                rest = rest[fields.Location.End..];
            }
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            return null;
        }

        return keys.Count == 0 ? null : new AuditPublicKeys(keys);
    }

    /// <summary>Whether the signature is one of these keys' and is under this statement.</summary>
    public bool Verify(AuditSignature signature, ReadOnlySpan<byte> statement)
    {
        if (!_keys.TryGetValue(signature.KeyId, out var bytes))
        {
            return false;
        }

        var value = new byte[signature.Value.Length];
        if (!Convert.TryFromBase64String(signature.Value, value, out var length))
        {
            return false;
        }

        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(bytes, out _);
        return key.VerifyData(statement, value.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>All keys, PEM, one behind the other: what <see cref="TryParse"/> reads.</summary>
    public string ToPem()
    {
        var text = new StringBuilder();
        foreach (var bytes in _keys.Values)
        {
            text.Append(PemEncoding.WriteString("PUBLIC KEY", bytes)).Append('\n');
        }

        return text.ToString();
    }
}
