namespace Sallyport.Protocols.Json;

/// <summary>Why bytes are not acceptable JSON.</summary>
public enum JsonFault
{
    /// <summary>They are.</summary>
    None,

    /// <summary>Not UTF-8.</summary>
    NotUtf8,

    /// <summary>Not JSON, or more than one value.</summary>
    Malformed,

    /// <summary>Nested deeper than <see cref="JsonTextFinder.MaxDepth"/>.</summary>
    TooDeep,

    /// <summary>Holds more than <see cref="JsonTextFinder.MaxTexts"/> texts.</summary>
    TooManyTexts,
}
