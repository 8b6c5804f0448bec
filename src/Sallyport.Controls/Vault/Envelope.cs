using System.Security.Cryptography;
using System.Text;

namespace Sallyport.Controls.Vault;

/// <summary>
/// Envelope encryption: each record has a random data key of its own, wrapped by the master key; both with AES-256-GCM (NIST SP
/// 800-38D). Record id, master key id and version are associated data, so that a ciphertext opens in its own place only: someone who can
/// write the database cannot make the gateway send one upstream's secret to another.
/// </summary>
internal static class Envelope
{
    internal static byte[] Seal(MasterKey master, string recordId, ReadOnlySpan<byte> secret)
    {
        var form = new byte[SealedForm.CipherTextAt + secret.Length];
        form[0] = SealedForm.Version;
        var bound = Bind(recordId, master.Id);
        Span<byte> dataKey = stackalloc byte[SealedForm.DataKeyBytes];
        RandomNumberGenerator.Fill(dataKey);
        RandomNumberGenerator.Fill(form.AsSpan(SealedForm.WrapNonceAt, SealedForm.NonceBytes));
        RandomNumberGenerator.Fill(form.AsSpan(SealedForm.NonceAt, SealedForm.NonceBytes));
        try
        {
            using var wrapping = master.OpenCipher();
            wrapping.Encrypt(
                form.AsSpan(SealedForm.WrapNonceAt, SealedForm.NonceBytes),
                dataKey,
                form.AsSpan(SealedForm.WrappedKeyAt, SealedForm.DataKeyBytes),
                form.AsSpan(SealedForm.WrapTagAt, SealedForm.TagBytes),
                bound);
            using var cipher = new AesGcm(dataKey, SealedForm.TagBytes);
            cipher.Encrypt(
                form.AsSpan(SealedForm.NonceAt, SealedForm.NonceBytes),
                secret,
                form.AsSpan(SealedForm.CipherTextAt),
                form.AsSpan(SealedForm.TagAt, SealedForm.TagBytes),
                bound);
            return form;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    /// <exception cref="CryptographicException">The record was changed, moved to another place, or sealed under another key.</exception>
    internal static byte[] Open(MasterKey master, string recordId, ReadOnlySpan<byte> form)
    {
        if (form.Length < SealedForm.CipherTextAt || form[0] != SealedForm.Version)
        {
            throw new CryptographicException("The sealed record has an unknown form.");
        }

        var bound = Bind(recordId, master.Id);
        Span<byte> dataKey = stackalloc byte[SealedForm.DataKeyBytes];
        try
        {
            using var wrapping = master.OpenCipher();
            wrapping.Decrypt(
                form.Slice(SealedForm.WrapNonceAt, SealedForm.NonceBytes),
                form.Slice(SealedForm.WrappedKeyAt, SealedForm.DataKeyBytes),
                form.Slice(SealedForm.WrapTagAt, SealedForm.TagBytes),
                dataKey,
                bound);
            using var cipher = new AesGcm(dataKey, SealedForm.TagBytes);
            var secret = new byte[form.Length - SealedForm.CipherTextAt];
            cipher.Decrypt(
                form.Slice(SealedForm.NonceAt, SealedForm.NonceBytes),
                form[SealedForm.CipherTextAt..],
                form.Slice(SealedForm.TagAt, SealedForm.TagBytes),
                secret,
                bound);
            return secret;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(dataKey);
        }
    }

    // The key id has a fixed length and stands first, so no two (record, key) pairs give the same bytes.
    private static byte[] Bind(string recordId, string keyId) => [SealedForm.Version, .. Encoding.ASCII.GetBytes(keyId), .. Encoding.UTF8.GetBytes(recordId)];
}
