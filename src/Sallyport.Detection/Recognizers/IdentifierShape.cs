using System.Globalization;

namespace Sallyport.Detection.Recognizers;

/// <summary>
/// The form of an identifier, one sign a character: <c>9</c> digit, <c>A</c> capital letter, <c>*</c> capital letter or digit, <c>X</c> digit
/// or X, <c>K</c> digit or K, <c>S</c> century sign (kept); other signs stand for themselves. <c>{m,n}</c> and <c>{n}</c> repeat. One space, hyphen, point or
/// slash may stand between two characters, since every country groups its numbers in its own way.
/// </summary>
internal sealed class IdentifierShape
{
    /// <summary>The longest value of any shape.</summary>
    public const int MaxLength = 34;

    private readonly (char Class, int Least, int Most)[] _parts;

    private IdentifierShape((char Class, int Least, int Most)[] parts) => _parts = parts;

    /// <summary>Reads the written form.</summary>
    public static IdentifierShape Parse(string written)
    {
        List<(char Class, int Least, int Most)> parts = [];
        for (var index = 0; index < written.Length; index++)
        {
            var (least, most, sign) = (1, 1, written[index]);
            if (index + 1 < written.Length && written[index + 1] == '{')
            {
                var close = written.IndexOf('}', index);
                var counts = written[(index + 2)..close].Split(',');
                least = int.Parse(counts[0], CultureInfo.InvariantCulture);
                most = int.Parse(counts[^1], CultureInfo.InvariantCulture);
                index = close;
            }

            parts.Add((sign, least, most));
        }

        return new IdentifierShape([.. parts]);
    }

    /// <summary>Reads a value that starts at the position.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where it starts.</param>
    /// <param name="value">Receives the value without separators, at least <see cref="MaxLength"/> long.</param>
    /// <param name="length">The value's length.</param>
    /// <returns>One past its end in the text; -1 when there is none.</returns>
    public int Read(ReadOnlySpan<char> text, int start, Span<char> value, out int length)
    {
        length = 0;
        var position = start;
        foreach (var (sign, least, most) in _parts)
        {
            var count = 0;
            while (count < most)
            {
                var next = position + (count + length > 0 ? Gap(text, position, sign, isOptional: count >= least) : 0);
                if (next >= text.Length || !IsOf(sign, text[next]))
                {
                    break;
                }

                value[length++] = text[next];
                position = next + 1;
                count++;
            }

            if (count < least)
            {
                return -1;
            }
        }

        return TextBounds.IsWordAt(text, position) ? -1 : position;
    }

    // Letters of a value without fixed length are not sought beyond a space: the next word would be taken for its end.
    private static int Gap(ReadOnlySpan<char> text, int position, char sign, bool isOptional)
    {
        if (position + 1 >= text.Length || sign == 'S')
        {
            return 0;
        }

        return text[position] is '-' or '.' or '/' || (text[position] == ' ' && !(isOptional && sign is '*' or 'A')) ? 1 : 0;
    }

    private static bool IsOf(char sign, char character) => sign switch
    {
        '9' => char.IsAsciiDigit(character),
        'A' => char.IsAsciiLetterUpper(character),
        '*' => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character),
        'X' => char.IsAsciiDigit(character) || character == 'X',
        'K' => char.IsAsciiDigit(character) || character == 'K',
        'S' => character is '-' or '+' or (>= 'A' and <= 'F') or (>= 'U' and <= 'Y'),
        _ => character == sign,
    };
}
