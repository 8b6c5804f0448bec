using Sallyport.Identity.Mfa;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>What a phone does with the secret that it was shown.</summary>
internal sealed class AuthenticatorApp(string base32)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private readonly byte[] _secret = Decode(base32);
    private readonly long _start = Totp.StepAt(TimeProvider.System.GetUtcNow());
    private int _used = -1;

    /// <summary>The secret's bytes as a text, as they would stand in a file.</summary>
    internal string RawSecret => System.Text.Encoding.Latin1.GetString(_secret);

    /// <summary>A code that was not shown before: tests do not wait for the next one, and the gateway takes one that is a step early.</summary>
    internal string Next() => Totp.Compute(_secret, _start + Math.Min(++_used, 1), Totp.Digits);

    private static byte[] Decode(string text)
    {
        var bits = string.Concat(text.Select(letter => Convert.ToString(Alphabet.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }
}
