using Sallyport.Detection.Views;

namespace Sallyport.Detection.Masking;

/// <summary>
/// Text with its escapes taken off (<c>%40</c>, <c>&amp;#64;</c>, <c>\u0040</c>), and where each character stood: so that an address in the
/// query of a URL is seen. Escapes of ASCII only, since no value that is masked needs others; and once, not what is escaped twice;
/// of HTML's names those that the base class library knows.
/// </summary>
internal sealed class EscapedText
{
    private const int FirstBeyondAscii = 0x80;

    private readonly char[] _characters;
    private readonly int[] _starts;
    private int _length;

    private EscapedText(ReadOnlySpan<char> text)
    {
        _characters = new char[text.Length];
        _starts = new int[text.Length + 1];
        for (var position = 0; position < text.Length;)
        {
            var length = Read(text, position, out var character);
            _starts[_length] = position;
            _characters[_length++] = character;
            position += length;
        }

        _starts[_length] = text.Length;
    }

    /// <summary>The characters.</summary>
    internal ReadOnlySpan<char> Characters => _characters.AsSpan(0, _length);

    /// <summary>Takes the escapes off; null when the text holds none.</summary>
    internal static EscapedText? Of(ReadOnlySpan<char> text)
    {
        // A percent sign alone is common and costs memory for nothing.
        for (var position = 0; position < text.Length; position++)
        {
            var step = EscapeReader.IndexOfStart(text[position..]);
            if (step < 0)
            {
                return null;
            }

            position += step;
            if (Read(text, position, out _) > 1)
            {
                return new EscapedText(text);
            }
        }

        return null;
    }

    /// <summary>Where the character stood in the text; for the position behind the last, the text's end.</summary>
    internal int OriginOf(int position) => _starts[position];

    private static int Read(ReadOnlySpan<char> text, int position, out char character)
    {
        character = text[position];
        if (character is not ('%' or '&' or '\\'))
        {
            return 1;
        }

        var length = EscapeReader.Read(text, position, out var value, out _);
        if (length == 0 || value is 0 or >= FirstBeyondAscii)
        {
            return 1;
        }

        character = (char)value;
        return length;
    }
}
