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
    private const int RandomBytes = 10;

    // The system's generator costs a system call each time and next to nothing for each byte, so a thread draws for many ids at once.
    private const int DrawnAtOnce = 64 * RandomBytes;

    [ThreadStatic]
    private static byte[]? _drawn;

    [ThreadStatic]
    private static int _left;

    /// <inheritdoc />
    public string NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        Draw(bytes[6..]);
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, clock.GetUtcNow().ToUnixTimeMilliseconds());
        time[2..].CopyTo(bytes);
        return Encode(BinaryPrimitives.ReadUInt128BigEndian(bytes));
    }

    private static void Draw(Span<byte> random)
    {
        var drawn = _drawn ??= new byte[DrawnAtOnce];
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(drawn);
            _left = DrawnAtOnce;
        }

        _left -= RandomBytes;
        drawn.AsSpan(_left, RandomBytes).CopyTo(random);
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
