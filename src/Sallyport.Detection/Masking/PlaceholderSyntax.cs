namespace Sallyport.Detection.Masking;

/// <summary>The written form of placeholders: <c>&lt;EMAIL_1&gt;</c>. Inside JSON text the brackets may be <c>\u003c</c> and <c>\u003e</c>,
/// as serialisers that also serve HTML write them.</summary>
internal static class PlaceholderSyntax
{
    private const string EscapedOpen = "\\u003c";
    private const string EscapedClose = "\\u003e";

    /// <summary>Longest name between the brackets.</summary>
    public const int MaxName = 32;

    /// <summary>The next position at which a placeholder may start; -1 when there is none.</summary>
    public static int IndexOfStart(ReadOnlySpan<char> text, bool insideJson, bool withQuotes = false) =>
        !insideJson ? text.IndexOf('<') : withQuotes ? text.IndexOfAny('<', '\\', '"') : text.IndexOfAny('<', '\\');

    /// <summary>Length of the opening bracket at the start of the text: 0 none, -1 the text ends before it is clear.</summary>
    public static int ReadOpen(ReadOnlySpan<char> text, bool insideJson) => ReadBracket(text, '<', EscapedOpen, insideJson);

    /// <summary>Length of the closing bracket at the start of the text: 0 none, -1 the text ends before it is clear.</summary>
    public static int ReadClose(ReadOnlySpan<char> text, bool insideJson) => ReadBracket(text, '>', EscapedClose, insideJson);

    /// <summary>Number of characters at the start of the text that may belong to a name.</summary>
    public static int ReadName(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsAsciiLetterUpper(text[length]) || char.IsAsciiDigit(text[length]) || text[length] == '_'))
        {
            length++;
        }

        return length;
    }

    private static int ReadBracket(ReadOnlySpan<char> text, char bracket, string escaped, bool insideJson)
    {
        if (text.IsEmpty)
        {
            return -1;
        }

        if (text[0] == bracket)
        {
            return 1;
        }

        if (!insideJson || text[0] != '\\')
        {
            return 0;
        }

        var length = Math.Min(text.Length, escaped.Length);
        if (!text[..length].Equals(escaped.AsSpan(0, length), StringComparison.OrdinalIgnoreCase) || (length > 1 && text[1] != 'u'))
        {
            return 0;
        }

        return length == escaped.Length ? length : -1;
    }
}
