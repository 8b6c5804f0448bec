using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Sallyport.Core.Exchanges;

/// <summary>
/// Ids of 26 characters in Crockford's base 32: 48 bits of Unix milliseconds and 80 random bits (the ULID layout). Time order
/// keeps database indexes append-only.
/// </summary>
public sealed class TimeOrderedIdGenerator(TimeProvider clock) : IIdGenerator
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <inheritdoc />
    public string NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[6..]);
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, clock.GetUtcNow().ToUnixTimeMilliseconds());
        time[2..].CopyTo(bytes);
        return Encode(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    private static string Encode(UInt128 value) => string.Create(26, value, static (text, remaining) =>
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            text[i] = Alphabet[(int)((ulong)remaining & 31)];
            remaining >>= 5;
        }
    });
}
