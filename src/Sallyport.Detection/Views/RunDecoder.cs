using System.Text;
using Sallyport.Detection.Matching;

namespace Sallyport.Detection.Views;

/// <summary>Decodes a run; gives nothing back when the result does not read like text, as with hashes, keys and pictures.</summary>
internal static class RunDecoder
{
    /// <summary>Decodes the run into <paramref name="target"/> (as long as the run); gives the length, 0 when it is no text.</summary>
    /// <param name="text">The text the run lies in.</param>
    /// <param name="run">The run.</param>
    /// <param name="target">Receives the decoded text.</param>
    /// <param name="view">Name of the encoding that it turned out to be.</param>
    public static int Decode(ReadOnlySpan<char> text, EncodedRun run, Span<char> target, out string view)
    {
        view = run.View;
        var signs = text[run.Start..run.End];
        return view switch
        {
            ViewNames.Hex or ViewNames.Base64 => BlockDecoder.Decode(signs, target, ref view),
            ViewNames.Percent or ViewNames.Escape => DecodeEscapes(signs, target),
            ViewNames.Nato => SpellingAlphabet.Decode(signs, target),
            ViewNames.PigLatin => PigLatin.Decode(signs, target),
            ViewNames.UpsideDown => UpsideDown.Decode(signs, isTurned: run.Key > 0, target),
            ViewNames.Accents => Accents.Decode(signs, target),
            ViewNames.Invisible => InvisibleText.Decode(signs, target),
            _ => DisguiseDecoder.Decode(signs, run.Key, target),
        };
    }

    private static int DecodeEscapes(ReadOnlySpan<char> run, Span<char> target)
    {
        var (written, position) = (0, 0);
        while (position < run.Length)
        {
            var length = run[position] is '%' or '\\' or '&' ? EscapeReader.Read(run, position, out var value, out var isByte) : Plain(run[position], out value, out isByte);
            if (length == 0)
            {
                length = Plain(run[position], out value, out isByte);
            }

            position += length;
            if (isByte && value >= 0xC0)
            {
                position += Continue(run, position, ref value);
            }

            // A code point of two units took at least six characters to write, so the target is long enough.
            written += value > char.MaxValue
                ? new Rune(value).EncodeToUtf16(target[written..])
                : Put((char)value, target, written);
        }

        return written;
    }

    private static int Put(char value, Span<char> target, int at)
    {
        target[at] = value;
        return 1;
    }

    private static int Plain(char character, out int value, out bool isByte)
    {
        (value, isByte) = (character, false);
        return 1;
    }

    // UTF-8 is read leniently on purpose: overlong forms such as %c0%af are themselves a way around a filter.
    private static int Continue(ReadOnlySpan<char> run, int position, ref int lead)
    {
        var more = lead switch { < 0xE0 => 1, < 0xF0 => 2, _ => 3 };
        var value = lead & (0x3F >> more);
        var consumed = 0;
        for (; more > 0 && position + consumed < run.Length; more--)
        {
            var length = run[position + consumed] is '%' or '\\' ? EscapeReader.Read(run, position + consumed, out var next, out var isByte) : Plain('\0', out next, out isByte);
            if (!isByte || length == 0)
            {
                return 0;
            }

            value = (value << 6) | (next & 0x3F);
            consumed += length;
        }

        if (more > 0 || !Rune.IsValid(value))
        {
            return 0;
        }

        lead = value;
        return consumed;
    }
}
