using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sallyport.Detection.Masking;

/// <summary>
/// What stands behind a placeholder: the value, and how the caller wrote it in text and in JSON text, so that it comes back in the same
/// characters. A value written in several ways comes back in the plain one: one placeholder cannot tell them apart.
/// </summary>
/// <param name="mask">What stands in the value's place: its placeholder, or what another mode leaves of it.</param>
/// <param name="value">The value.</param>
internal sealed class MaskedValue(string mask, string value)
{
    private string? _inText;
    private string? _inJson;
    private bool _isNumber;
    private bool _isString;

    /// <summary>What stands in the value's place.</summary>
    internal string Mask => mask;

    /// <summary>The same inside a string of JSON text.</summary>
    internal string MaskInJson => Encode(mask);

    /// <summary>What stands around its placeholder; null where it has none.</summary>
    internal PlaceholderBrace? Brace { get; init; }

    /// <summary>Whether it was a JSON number, and nowhere a JSON string of its own.</summary>
    internal bool IsNumber => _isNumber && !_isString;

    /// <summary>The value in text that is no JSON.</summary>
    internal string InText => _inText ?? value;

    /// <summary>The value inside a string of JSON text; the number itself where <see cref="IsNumber"/>.</summary>
    internal string InJson => _inJson ?? Encode(InText);

    /// <summary>Notes how text spells it.</summary>
    /// <param name="spelling">The characters as they stand there.</param>
    /// <param name="isWhole">Whether the text holds nothing else.</param>
    internal void NoteText(string spelling, bool isWhole)
    {
        _inText = Merge(_inText, spelling, value);
        _isString |= isWhole;
    }

    /// <summary>Notes how JSON text spells it.</summary>
    /// <param name="spelling">The characters as they stand there.</param>
    /// <param name="unescaped">The same without the escapes of JSON.</param>
    /// <param name="isWhole">Whether the string holds nothing else.</param>
    internal void NoteJson(string spelling, string unescaped, bool isWhole)
    {
        _inText ??= unescaped;
        _inJson = Merge(_inJson, spelling, Encode(value));
        _isString |= isWhole;
    }

    /// <summary>Notes that it stands somewhere as a JSON number.</summary>
    internal void NoteNumber() => _isNumber = true;

    private static string Merge(string? known, string seen, string plain) => known is null || known == seen ? seen : seen == plain || known == plain ? plain : known;

    private static string Encode(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;
}
