namespace Sallyport.Detection.Yara.Parsing;

/// <summary>One token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text; see <see cref="TokenKind"/>.</param>
/// <param name="Number">Its value, or the flags of an expression.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
internal readonly record struct Token(TokenKind Kind, string Text, long Number, int Line, int Column)
{
    /// <summary>Flag of an expression: case does not matter.</summary>
    public const long NoCase = 1;

    /// <summary>Flag of an expression: the dot takes line feeds too.</summary>
    public const long DotAll = 2;
}
