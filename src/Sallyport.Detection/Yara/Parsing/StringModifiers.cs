namespace Sallyport.Detection.Yara.Parsing;

/// <summary>How a string is looked for.</summary>
[Flags]
internal enum StringModifiers
{
    /// <summary>As it is written.</summary>
    None = 0,

    /// <summary>One byte a character; the default.</summary>
    Ascii = 1,

    /// <summary>Two bytes a character.</summary>
    Wide = 2,

    /// <summary>Case of ASCII letters does not matter.</summary>
    NoCase = 4,

    /// <summary>Not beside a letter or digit.</summary>
    FullWord = 8,

    /// <summary>Each byte combined with one key byte.</summary>
    Xor = 16,

    /// <summary>Inside base64, at each of the three alignments.</summary>
    Base64 = 32,

    /// <summary>Inside base64 of two bytes a character.</summary>
    Base64Wide = 64,

    /// <summary>Its matches are not reported.</summary>
    Private = 128,
}
