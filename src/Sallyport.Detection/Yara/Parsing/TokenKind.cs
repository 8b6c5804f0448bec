namespace Sallyport.Detection.Yara.Parsing;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    /// <summary>The end of the file.</summary>
    End,

    /// <summary>Not a token; the text says why.</summary>
    Bad,

    /// <summary>A name or a key word.</summary>
    Word,

    /// <summary><c>$name</c>, perhaps with a star; the text is without the dollar.</summary>
    StringName,

    /// <summary><c>#name</c>.</summary>
    Count,

    /// <summary><c>@name</c>.</summary>
    Offset,

    /// <summary><c>!name</c>.</summary>
    Length,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>A quoted text, escapes resolved; each character is a byte.</summary>
    Text,

    /// <summary>What stands between the braces of a hex string.</summary>
    Hex,

    /// <summary>What stands between the slashes of an expression; the number holds the flags.</summary>
    Regex,

    /// <summary>An operator or a bracket.</summary>
    Sign,
}
