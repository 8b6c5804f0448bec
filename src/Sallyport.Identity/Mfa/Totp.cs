using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sallyport.Identity.Mfa;

/// <summary>
/// Codes that change every 30 seconds (RFC 6238, May 2011): six digits of an HMAC-SHA-1, which is what every authenticator app makes.
/// </summary>
internal static class Totp
{
    /// <summary>As long as the hash, as RFC 4226 §4 asks for.</summary>
    internal const int SecretBytes = 20;

    internal const int Digits = 6;

    internal const int StepSeconds = 30;

    // One step early or late: clocks differ, and a code that was read just before the step ends arrives after it (RFC 6238 §5.2).
    private const int Window = 1;

    internal static long StepAt(DateTimeOffset time) => Math.DivRem(time.ToUnixTimeSeconds(), StepSeconds).Quotient;

    /// <summary>The step whose code this is, near the time and after the last one that was used; null when it is none.</summary>
    internal static long? FindStep(ReadOnlySpan<byte> secret, string code, DateTimeOffset now, long lastStep)
    {
        if (code.Length != Digits)
        {
            return null;
        }

        var shown = Encoding.UTF8.GetBytes(code);
        long? found = null;
        // Every step is compared, so that the time tells nothing.
        for (var step = StepAt(now) - Window; step <= StepAt(now) + Window; step++)
        {
            var isEqual = CryptographicOperations.FixedTimeEquals(shown, Encoding.UTF8.GetBytes(Compute(secret, step, Digits)));
            found = isEqual && step > lastStep ? step : found;
        }

        return found;
    }

    /// <summary>The code of a step (RFC 4226 §5.3, December 2005).</summary>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "RFC 6238; apps take nothing else, and HMAC does not need collision resistance.")]
    internal static string Compute(ReadOnlySpan<byte> secret, long step, int digits)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        HMACSHA1.HashData(secret, counter, hash);
        var value = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 15)..]) & int.MaxValue;
        return (value % (int)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }
}
