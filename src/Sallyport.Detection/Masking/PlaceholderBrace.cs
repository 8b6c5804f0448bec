namespace Sallyport.Detection.Masking;

/// <summary>What stands around the names of placeholders. Inside JSON text each of its characters may be written <c>\u003c</c>, as serialisers
/// that also serve HTML write them.</summary>
internal sealed record PlaceholderBrace(string Open, string Close)
{
    /// <summary>Longest name between the brackets.</summary>
    internal const int MaxName = 48;

    private const int EscapeLength = 6;
    private const int Hexadecimal = 16;

    /// <summary>Whether the character may belong to a name.</summary>
    internal static bool IsInName(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or ':' or '.';

    /// <summary>Number of characters at the start of the text that may belong to a name.</summary>
    internal static int ReadName(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && IsInName(text[length]))
        {
            length++;
        }

        return length;
    }

    /// <summary>Length of the opening at the start of the text: 0 none, -1 the text ends before it is clear.</summary>
    internal int ReadOpen(ReadOnlySpan<char> text, bool insideJson) => Read(text, Open, insideJson);

    /// <summary>Length of the closing at the start of the text: 0 none, -1 the text ends before it is clear.</summary>
    internal int ReadClose(ReadOnlySpan<char> text, bool insideJson) => Read(text, Close, insideJson);

    private static int Read(ReadOnlySpan<char> text, string expected, bool insideJson)
    {
        var position = 0;
        foreach (var bracket in expected)
        {
            var length = ReadBracket(text[position..], bracket, insideJson);
            if (length <= 0)
            {
                return length;
            }

            position += length;
        }

        return position;
    }

    private static int ReadBracket(ReadOnlySpan<char> text, char bracket, bool insideJson)
    {
        if (text.IsEmpty)
        {
            return -1;
        }

        if (text[0] == bracket)
        {
            return 1;
        }

        return insideJson && text[0] == '\\' ? ReadEscape(text, bracket) : 0;
    }

    private static int ReadEscape(ReadOnlySpan<char> text, char bracket)
    {
        for (var index = 1; index < Math.Min(text.Length, EscapeLength); index++)
        {
            var expected = index switch { 1 => 'u', 2 or 3 => '0', 4 => Digit(bracket / Hexadecimal), _ => Digit(bracket % Hexadecimal) };
            if (text[index] != expected && (index == 1 || char.ToLowerInvariant(text[index]) != expected))
            {
                return 0;
            }
        }

        return text.Length < EscapeLength ? -1 : EscapeLength;
    }

    private static char Digit(int value) => (char)(value < 10 ? '0' + value : 'a' + value - 10);
}
