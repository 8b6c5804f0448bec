using System.Buffers;
using System.Security.Cryptography;

namespace Sallyport.Detection.Recognizers;

/// <summary>Finds Bitcoin addresses (Base58Check; BIP 173 and BIP 350 Bech32) and Ethereum addresses (ERC-55). All but Ethereum's in one case carry a checksum.</summary>
internal static class WalletRecognizer
{
    private const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const string Bech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const int MaxLength = 74;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Adds all addresses.</summary>
    public static void Find(ReadOnlySpan<char> text, EntitySet wanted, List<EntityMatch> matches)
    {
        var position = 0;
        while (position < text.Length)
        {
            var step = text[position..].IndexOfAny("013b");
            if (step < 0)
            {
                return;
            }

            position += step;
            if (TextBounds.IsWordAt(text, position - 1))
            {
                position++;
                continue;
            }

            var end = position;
            while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
            {
                end++;
            }

            if (TypeOf(text[position..end]) is { } type && wanted.Contains(type))
            {
                matches.Add(new EntityMatch(type, position, end, 0.95));
            }

            position = Math.Max(end, position + 1);
        }
    }

    private static EntityType? TypeOf(ReadOnlySpan<char> word)
    {
        if (word.Length is < 26 or > MaxLength)
        {
            return null;
        }

        if (word.StartsWith("0x", StringComparison.Ordinal))
        {
            return word.Length == 42 && IsEthereum(word[2..]) ? EntityType.EthereumAddress : null;
        }

        var isBitcoin = word.StartsWith("bc1", StringComparison.Ordinal) ? IsBech32(word) : word[0] is '1' or '3' && word.Length <= 35 && IsBase58(word);
        return isBitcoin ? EntityType.BitcoinAddress : null;
    }

    // Version, 20 bytes of hash, and the first four bytes of the double hash of both.
    private static bool IsBase58(ReadOnlySpan<char> word)
    {
        Span<byte> bytes = stackalloc byte[25];
        bytes.Clear();
        foreach (var character in word)
        {
            var carry = Base58.IndexOf(character, StringComparison.Ordinal);
            for (var index = bytes.Length - 1; index >= 0 && carry >= 0; index--)
            {
                carry += 58 * bytes[index];
                bytes[index] = (byte)carry;
                carry >>= 8;
            }

            if (carry != 0)
            {
                return false;
            }
        }

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes[..21], hash);
        SHA256.HashData(hash, hash);
        return hash[..4].SequenceEqual(bytes[21..]);
    }

    private static bool IsBech32(ReadOnlySpan<char> word)
    {
        ReadOnlySpan<uint> generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];
        ReadOnlySpan<byte> prefix = [3, 3, 0, 2, 3];
        var check = 1u;
        for (var index = 0; index < prefix.Length + word.Length - 3; index++)
        {
            var value = index < prefix.Length ? prefix[index] : Bech32.IndexOf(word[index - prefix.Length + 3], StringComparison.Ordinal);
            if (value < 0)
            {
                return false;
            }

            var top = check >> 25;
            check = ((check & 0x1ffffff) << 5) ^ (uint)value;
            for (var bit = 0; bit < 5; bit++)
            {
                check ^= ((top >> bit) & 1) == 1 ? generators[bit] : 0;
            }
        }

        return check is 1 or 0x2bc830a3;
    }

    // Capitals carry the checksum: a letter is a capital where the hash of the address in small letters has a high digit.
    private static bool IsEthereum(ReadOnlySpan<char> address)
    {
        if (address.ContainsAnyExcept(HexDigits) || !address.ContainsAnyExcept(address[0]))
        {
            return false;
        }

        if (!address.ContainsAnyInRange('a', 'f') || !address.ContainsAnyInRange('A', 'F'))
        {
            return true;
        }

        Span<byte> letters = stackalloc byte[40];
        for (var index = 0; index < letters.Length; index++)
        {
            letters[index] = (byte)char.ToLowerInvariant(address[index]);
        }

        Span<byte> hash = stackalloc byte[32];
        Keccak256.Hash(letters, hash);
        for (var index = 0; index < letters.Length; index++)
        {
            var digit = (hash[index / 2] >> (index % 2 == 0 ? 4 : 0)) & 0xf;
            if (char.IsAsciiLetter(address[index]) && char.IsAsciiLetterUpper(address[index]) != digit > 7)
            {
                return false;
            }
        }

        return true;
    }
}
