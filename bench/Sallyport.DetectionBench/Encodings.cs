using System.Globalization;
using System.Text;

namespace Sallyport.DetectionBench;

/// <summary>The single-layer transforms an attacker hides plain text with.</summary>
internal static class Encodings
{
    private const string Leet = "a4e3i1o0s5t7";
    private const string LookAlikes = "aаeеoоpрcсxх";

    /// <summary>All transforms by name.</summary>
    public static IReadOnlyList<(string Name, Func<string, string> Apply)> All { get; } =
    [
        ("base64", text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text))),
        ("hex", text => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))),
        ("url, every byte", text => string.Concat(Encoding.UTF8.GetBytes(text).Select(value => "%" + value.ToString("x2", CultureInfo.InvariantCulture)))),
        ("\\u escapes", text => string.Concat(text.Select(unit => "\\u" + ((int)unit).ToString("x4", CultureInfo.InvariantCulture)))),
        ("HTML entities", text => string.Concat(text.EnumerateRunes().Select(rune => string.Create(CultureInfo.InvariantCulture, $"&#{rune.Value};")))),
        ("tag characters", text => string.Concat(text.Select(unit => unit is >= ' ' and <= '~' ? char.ConvertFromUtf32(0xE0000 + unit) : unit.ToString()))),
        ("zero width", text => string.Join('\u200B', text.ToCharArray())),
        ("look-alikes", text => Replace(text, LookAlikes)),
        ("full width", text => string.Concat(text.Select(unit => unit is > ' ' and <= '~' ? (char)(unit + 0xFEE0) : unit))),
        ("rot13", text => string.Concat(text.Select(Rotate))),
        ("reversed", text => new string([.. text.Reverse()])),
        ("leet", text => Replace(text, Leet)),
        ("spaced letters", text => string.Join(' ', text.ToCharArray())),
    ];

    private static string Replace(string text, string pairs) => string.Concat(text.Select(unit =>
        pairs.IndexOf(unit, StringComparison.Ordinal) is var at && at >= 0 && at % 2 == 0 ? pairs[at + 1] : unit));

    private static char Rotate(char unit) => unit switch
    {
        >= 'a' and <= 'z' => (char)('a' + ((unit - 'a' + 13) % 26)),
        >= 'A' and <= 'Z' => (char)('A' + ((unit - 'A' + 13) % 26)),
        _ => unit,
    };
}
