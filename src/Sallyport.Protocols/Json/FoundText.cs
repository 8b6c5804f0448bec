namespace Sallyport.Protocols.Json;

/// <summary>A text found in JSON bytes: where it stands and whose words it is.</summary>
public struct FoundText
{
    /// <summary>Offset of the first byte after the opening quote.</summary>
    public int Start { get; internal set; }

    /// <summary>Bytes between the quotes, escapes as written.</summary>
    public int Length { get; internal set; }

    /// <summary>Offset of the decoded text in the buffer given to <see cref="JsonTextFinder.Decode"/>.</summary>
    public int TextStart { get; internal set; }

    /// <summary>UTF-16 units of the decoded text.</summary>
    public int TextLength { get; internal set; }

    /// <summary>Whose words.</summary>
    public FieldRole Role { get; internal set; }

    /// <summary>What sort of stream fragment it is; 0 for a text that is whole in itself.</summary>
    public byte Stream { get; internal set; }

    /// <summary>Whether the text is itself JSON, such as a tool call's arguments.</summary>
    public bool IsJsonText { get; internal set; }

    /// <summary>Whether an edit would break a signature.</summary>
    public bool IsReadOnly { get; internal set; }

    /// <summary>Whether the bytes hold backslash escapes.</summary>
    public bool IsEscaped { get; internal set; }

    /// <summary>Whether it is a number, which has no quotes: then the range is the number itself.</summary>
    public bool IsNumber { get; internal set; }

    /// <summary>Whether it is a value within a JSON structure of the caller's, such as a tool call's input, where a number may stand as well.</summary>
    public bool IsFreeValue { get; internal set; }

    /// <summary>Of a number, the offset of its property's name behind the quote: what it is called tells what it may be.</summary>
    public int NameStart { get; internal set; }

    /// <summary>Bytes of the name.</summary>
    public int NameLength { get; internal set; }

    /// <summary>The outer number of the stream fragment (choice, output item, content block), or -1.</summary>
    public int OuterIndex { get; internal set; }

    /// <summary>The inner number of the stream fragment (tool call, content part), or -1.</summary>
    public int InnerIndex { get; internal set; }
}
