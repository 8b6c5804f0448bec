using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Sallyport.Identity.Users;

/// <summary>
/// A sorted file of SHA-1 hashes of passwords known from breaches, searched where it lies: the whole list has tens of gigabytes, and a
/// search reads about forty blocks of it.
/// </summary>
internal static class BreachList
{
    private const int HashCharacters = SHA1.HashSizeInBytes * 2;

    // No line is longer: a hash, a colon, a count, a line end.
    private const int BlockBytes = 128;

    private static readonly SearchValues<byte> Hexadecimal = SearchValues.Create("0123456789ABCDEFabcdef"u8);

    /// <summary>What keeps the file from being used, or null.</summary>
    internal static string? FindFault(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            var block = new byte[BlockBytes];
            var read = RandomAccess.Read(file, block, 0);
            return IsHash(block.AsSpan(0, read)) ? null : $"'{path}' does not begin with the 40 hexadecimal characters of a SHA-1.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"'{path}' cannot be read: {exception.Message}";
        }
    }

    /// <summary>Whether the password is in the list.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    internal static bool Contains(string path, string password)
    {
        using var file = File.OpenHandle(path);
        Span<byte> block = stackalloc byte[BlockBytes * 2];
        var wanted = HashOf(password);
        var (low, high) = (0L, RandomAccess.GetLength(file));
        while (low < high)
        {
            // The block holds the whole line around its middle.
            var middle = low + ((high - low) / 2);
            var from = Math.Max(0, middle - BlockBytes);
            var text = block[..RandomAccess.Read(file, block, from)];
            var start = from + text[..(int)(middle - from)].LastIndexOf((byte)'\n') + 1;
            var line = text[(int)(start - from)..];
            if (line.IndexOf((byte)'\n') is >= 0 and var end)
            {
                line = line[..end];
            }

            if (!IsHash(line))
            {
                throw new InvalidDataException($"The list of breached passwords has a line at byte {start} that holds no SHA-1.");
            }

            switch (Compare(line, wanted))
            {
                case 0:
                    return true;
                case < 0:
                    low = start + line.Length + 1;
                    break;
                default:
                    high = start;
                    break;
            }
        }

        return false;
    }

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The lists are published as SHA-1; it protects nothing here.")]
    private static byte[] HashOf(string password) => Encoding.ASCII.GetBytes(Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password))));

    private static bool IsHash(ReadOnlySpan<byte> line) =>
        line.Length >= HashCharacters
        && !line[..HashCharacters].ContainsAnyExcept(Hexadecimal)
        && (line.Length == HashCharacters || line[HashCharacters] is (byte)':' or (byte)'\r' or (byte)'\n');

    private static int Compare(ReadOnlySpan<byte> line, ReadOnlySpan<byte> wanted)
    {
        for (var i = 0; i < HashCharacters; i++)
        {
            var character = line[i] >= (byte)'a' ? line[i] - 32 : line[i];
            if (character != wanted[i])
            {
                return character - wanted[i];
            }
        }

        return 0;
    }
}
