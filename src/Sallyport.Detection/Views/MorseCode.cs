namespace Sallyport.Detection.Views;

/// <summary>Reads Morse code (ITU-R M.1677-1) in dots and dashes, letters apart by a space, words by a slash, a bar, a line end or three spaces.</summary>
internal static class MorseCode
{
    private const int LeastLetters = 8;

    private const string Codes =
        "A.- B-... C-.-. D-.. E. F..-. G--. H.... I.. J.--- K-.- L.-.. M-- N-. O--- P.--. Q--.- R.-. S... T- U..- V...- W.-- X-..- Y-.-- Z--.. "
        + "0----- 1.---- 2..--- 3...-- 4....- 5..... 6-.... 7--... 8---.. 9----. ..-.-.- ,--..-- ?..--.. '.----. /-..-. :---... =-...- --....- @.--.-. \".-..-. (-.--. )-.--.- !-.-.-- ;-.-.-. +.-.-.";

    private static readonly char[] Signs = CreateSigns();

    /// <summary>Writes what is spelled; gives the length, 0 when it is no code.</summary>
    public static int Decode(ReadOnlySpan<char> text, Span<char> target)
    {
        var (written, wrong, code, spaces) = (0, 0, 1, 0);
        foreach (var character in text)
        {
            if (character is '.' or '-' or '_' or '·' or '•')
            {
                code = code >= Signs.Length ? code : (code << 1) | (character is '-' or '_' ? 1 : 0);
                spaces = 0;
                continue;
            }

            spaces += character == ' ' ? 1 : 0;
            written += End(ref code, ref wrong, target[written..]);
            if ((character is '/' or '|' or '\n' || spaces == 3) && written > 0 && target[written - 1] != ' ')
            {
                target[written++] = ' ';
            }
        }

        written += End(ref code, ref wrong, target[written..]);
        return written >= LeastLetters && wrong * 5 <= written ? written : 0;
    }

    private static int End(ref int code, ref int wrong, Span<char> target)
    {
        var sign = code < Signs.Length ? Signs[code] : '\0';
        var isWrong = code > 1 && sign == '\0';
        code = 1;
        wrong += isWrong ? 1 : 0;
        if (sign == '\0')
        {
            return 0;
        }

        target[0] = sign;
        return 1;
    }

    private static char[] CreateSigns()
    {
        var signs = new char[128];
        foreach (var code in Codes.Split(' '))
        {
            var index = 1;
            foreach (var mark in code.AsSpan(1))
            {
                index = (index << 1) | (mark == '-' ? 1 : 0);
            }

            signs[index] = char.ToLowerInvariant(code[0]);
        }

        return signs;
    }
}
