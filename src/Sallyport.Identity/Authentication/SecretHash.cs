using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Sallyport.Identity.Authentication;

/// <summary>
/// SHA-256 of a secret as a value: a dictionary key without allocation. Finding it in a dictionary leaks nothing useful,
/// since an attacker cannot choose the hash bit by bit; <see cref="IsSameAs"/> compares in constant time all the same.
/// </summary>
internal readonly record struct SecretHash
{
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;

    internal SecretHash(ReadOnlySpan<byte> hash)
    {
        var words = MemoryMarshal.Cast<byte, ulong>(hash);
        (_first, _second, _third, _fourth) = (words[0], words[1], words[2], words[3]);
    }

    /// <summary>The hash of an ASCII secret of at most 128 characters; anything else hashes to nothing known.</summary>
    internal static SecretHash Of(ReadOnlySpan<char> secret) => Of(secret, stackalloc byte[128]);

    /// <summary>The hash of an access token of at most 8,192 characters; anything else hashes to nothing known.</summary>
    internal static SecretHash OfToken(ReadOnlySpan<char> token) => Of(token, stackalloc byte[8192]);

    private static SecretHash Of(ReadOnlySpan<char> secret, Span<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        if (secret.Length > bytes.Length || !Encoding.ASCII.TryGetBytes(secret, bytes, out var written))
        {
            return default;
        }

        SHA256.HashData(bytes[..written], hash);
        CryptographicOperations.ZeroMemory(bytes);
        return new SecretHash(hash);
    }

    /// <summary>The 32 bytes, for the store.</summary>
    internal byte[] ToBytes()
    {
        var bytes = new byte[SHA256.HashSizeInBytes];
        var words = MemoryMarshal.Cast<byte, ulong>(bytes.AsSpan());
        (words[0], words[1], words[2], words[3]) = (_first, _second, _third, _fourth);
        return bytes;
    }

    /// <summary>Compares in constant time.</summary>
    internal bool IsSameAs(SecretHash other) =>
        ((_first ^ other._first) | (_second ^ other._second) | (_third ^ other._third) | (_fourth ^ other._fourth)) == 0;

    /// <summary>Hashes are uniform, so any part of one spreads well.</summary>
    public override int GetHashCode() => (int)_first;

    /// <summary>Does not show the hash.</summary>
    public override string ToString() => "secret hash";
}
