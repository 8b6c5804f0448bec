namespace Sallyport.Core.Exchanges;

/// <summary>
/// A text in a request body or response frame: where its JSON string stands in the bytes, and what it says. A stage that
/// changes the text sets <see cref="Replacement"/>; the plane splices that into the bytes and leaves all others untouched.
/// </summary>
public sealed class TextSegment
{
    /// <summary>The channel of a text that is whole in itself, not a fragment of a stream.</summary>
    public const int WholeText = -1;

    /// <summary>Whose words.</summary>
    public TextRole Role { get; set; }

    /// <summary>
    /// Fragments with the same number are consecutive parts of one text (one content block, one tool call's arguments);
    /// <see cref="WholeText"/> for a text that is complete here. Small and dense, and
    /// bounded by the plane: usable as an index.
    /// </summary>
    public int Channel { get; set; } = WholeText;

    /// <summary>Whether the text is itself JSON (tool-call arguments as a string), so that what is put in must be escaped for JSON.</summary>
    public bool IsJsonText { get; set; }

    /// <summary>Whether stages may change it. Signed texts (Anthropic's thinking blocks) are judged but never edited: editing breaks the next turn.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>Whether it is a JSON number, without quotes. A replacement makes it a string.</summary>
    public bool IsNumber { get; set; }

    /// <summary>What a number's property is called; empty for strings.</summary>
    public string Name { get; set; } = "";

    /// <summary>Whether a JSON number may stand in the place of the string, as within a tool call's input.</summary>
    public bool MayBecomeNumber { get; set; }

    /// <summary>Whether <see cref="Replacement"/> is a JSON number that takes the place of the string and its quotes. Set by unmasking.</summary>
    public bool BecomesNumber { get; set; }

    /// <summary>Offset of the JSON string's first content byte (after the quote) in the bytes; of a number, its first digit.</summary>
    public int Start { get; set; }

    /// <summary>Bytes of the JSON string's content, without the quotes, escapes as written.</summary>
    public int Length { get; set; }

    /// <summary>The decoded text. Valid as long as its request content or frame is.</summary>
    public ReadOnlyMemory<char> Text { get; set; }

    /// <summary>What the text becomes, or null when it stays.</summary>
    public string? Replacement { get; set; }

    /// <summary>What the text is now.</summary>
    public ReadOnlyMemory<char> Current => Replacement is null ? Text : Replacement.AsMemory();
}
