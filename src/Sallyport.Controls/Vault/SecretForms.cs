using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.Vault;

/// <summary>
/// The ways in which an upstream may write a secret: as it is, in JSON's escapes within JSON text, percent-encoded, as hex, and as base64
/// at each of the three places a byte can have in it: at most a dozen.
/// </summary>
internal sealed class SecretForms : ISecretForms
{
    private readonly byte[] _bytes;
    private readonly string[] _forms;
    private readonly SearchValues<string> _search;
    private readonly SearchValues<char> _firsts;
    private readonly int _longest;

    internal SecretForms(string secret)
    {
        _bytes = Encoding.UTF8.GetBytes(secret);
        _forms = [.. All(secret).Distinct(StringComparer.Ordinal)];
        _search = SearchValues.Create(_forms, StringComparison.Ordinal);
        _firsts = SearchValues.Create([.. _forms.Select(form => form[0])]);
        _longest = _forms.Max(form => form.Length);
    }

    /// <inheritdoc />
    public bool IsIn(ReadOnlySpan<char> text) => text.ContainsAny(_search);

    /// <inheritdoc />
    public bool IsIn(ReadOnlySpan<byte> bytes) => bytes.IndexOf(_bytes) >= 0;

    /// <inheritdoc />
    public int BeginningAtEnd(ReadOnlySpan<char> text)
    {
        var tail = text[Math.Max(0, text.Length - _longest + 1)..];
        while (tail.IndexOfAny(_firsts) is var first and >= 0)
        {
            tail = tail[first..];
            foreach (var form in _forms)
            {
                if (form.AsSpan().StartsWith(tail, StringComparison.Ordinal))
                {
                    return tail.Length;
                }
            }

            tail = tail[1..];
        }

        return 0;
    }

    private static IEnumerable<string> All(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        var percent = Uri.EscapeDataString(secret);
        var hex = Convert.ToHexString(bytes);
        string[] plain = [secret, JavaScriptEncoder.Default.Encode(secret), percent, LowerEscapes(percent), hex, hex.ToLowerInvariant()];
        foreach (var form in plain)
        {
            yield return form;
        }

        for (var offset = 0; offset < 3; offset++)
        {
            var base64 = Base64At(bytes, offset);
            yield return base64;
            yield return base64.Replace('+', '-').Replace('/', '_');
        }
    }

    // Of the first and the last character only what the secret alone decides: the others depend on what stands beside it.
    private static string Base64At(byte[] bytes, int offset)
    {
        var base64 = Convert.ToBase64String([.. new byte[offset], .. bytes]).TrimEnd('=');
        var start = offset == 0 ? 0 : offset + 1;
        var end = base64.Length - ((offset + bytes.Length) % 3 == 0 ? 0 : 1);
        return base64[start..end];
    }

    private static string LowerEscapes(string percent)
    {
        var lower = percent.ToCharArray();
        for (var index = 0; index < lower.Length; index++)
        {
            if (lower[index] == '%')
            {
                lower[index + 1] = char.ToLowerInvariant(lower[index + 1]);
                lower[index + 2] = char.ToLowerInvariant(lower[index + 2]);
            }
        }

        return new string(lower);
    }
}
