namespace Sallyport.Controls.Vault;

/// <summary>
/// The layout of a sealed record: version (1), wrapping nonce (12), wrapping tag (16), wrapped data key (32), nonce (12),
/// tag (16), ciphertext of the server's origin, a line end, and the secret. Version 1 had no origin and is not opened.
/// </summary>
internal static class SealedForm
{
    internal const byte Version = 2;
    internal const int NonceBytes = 12;
    internal const int TagBytes = 16;
    internal const int DataKeyBytes = 32;

    internal const int WrapNonceAt = 1;
    internal const int WrapTagAt = WrapNonceAt + NonceBytes;
    internal const int WrappedKeyAt = WrapTagAt + TagBytes;
    internal const int NonceAt = WrappedKeyAt + DataKeyBytes;
    internal const int TagAt = NonceAt + NonceBytes;
    internal const int CipherTextAt = TagAt + TagBytes;
}
