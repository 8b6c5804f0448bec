using System.Text;

namespace Sallyport.Detection.Views;

/// <summary>Takes accents off Latin letters. Not part of the normalised view, because words of many languages differ by them; a text whose
/// accents mean nothing has so many that it reads like English without.</summary>
internal static class Accents
{
    private const int First = 0xC0;
    private const int Last = 0x1EFF;

    // A mean of 6.5 for a pair, which one window in twenty of English lies below; one letter in nine, which few languages reach.
    private const int LeastMean = 650;
    private const int LeastShare = 9;

    private static readonly char[] Bare = CreateBare();

    /// <summary>The letters that have a bare form.</summary>
    public static string Letters { get; } = string.Concat(Enumerable.Range(First, Last - First + 1).Where(code => Bare[code - First] != '\0').Select(code => (char)code));

    /// <summary>Writes the text without accents; gives the length, 0 when it does not read like English then, or has no more accents than a language.</summary>
    public static int Decode(ReadOnlySpan<char> text, Span<char> target)
    {
        var (letters, accents) = (0, 0);
        for (var index = 0; index < text.Length; index++)
        {
            var bare = text[index] is >= (char)First and <= (char)Last ? Bare[text[index] - First] : '\0';
            target[index] = bare == '\0' ? text[index] : bare;
            letters += char.IsLetter(text[index]) ? 1 : 0;
            accents += bare == '\0' ? 0 : 1;
        }

        return accents * LeastShare >= letters && 100 * LetterPairs.Sum(target[..text.Length]) >= LeastMean * text.Length ? text.Length : 0;
    }

    private static char[] CreateBare()
    {
        var bare = new char[Last - First + 1];
        for (var code = First; code <= Last; code++)
        {
            var parts = ((char)code).ToString().Normalize(NormalizationForm.FormD);
            bare[code - First] = parts.Length > 1 && char.IsAsciiLetter(parts[0]) ? parts[0] : '\0';
        }

        foreach (var (letter, plain) in (ReadOnlySpan<(char, char)>)[('ø', 'o'), ('Ø', 'O'), ('đ', 'd'), ('Đ', 'D'), ('ł', 'l'), ('Ł', 'L'), ('ħ', 'h'), ('ŧ', 't'), ('ß', 's')])
        {
            bare[letter - First] = plain;
        }

        return bare;
    }
}
