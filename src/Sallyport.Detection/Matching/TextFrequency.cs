using System.Collections.Frozen;

namespace Sallyport.Detection.Matching;

/// <summary>About how often a thousand characters of clean English hold a string. Rough: it only orders strings.</summary>
internal static class TextFrequency
{
    // Letters depend on each other: the second of a pair is likelier than chance by about so much.
    private const double Bond = 1.8;

    private const double FollowingDigit = 300;

    // Per thousand characters, from a to z; the order is that of any frequency table of English.
    private static readonly double[] Letters = [82, 15, 28, 43, 127, 22, 20, 61, 70, 2, 8, 40, 24, 67, 75, 19, 1, 60, 63, 91, 28, 10, 24, 2, 20, 1];

    // Words are likelier than their letters, some by far.
    private static readonly FrozenDictionary<string, double> Words = Weigh(
        (6, "the of and to in is for"),
        (2, "you your that this with are not from have all can will or as on be it by an at if we my me do use new any more has was"),
        (0.6, "user what when which must should out but name tool text file data http http: https https:// :// token message information question answer "
            + "response following instruction instructions before after above without every other into tell give show print write read make list get set "
            + "add put create update delete request return type mode system prompt input output code script function content model page point line "
            + "one two first last time only also now just please about include like need help here there then than each where how who let would could"));

    private static readonly FrozenDictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> KnownWords = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The frequency of several lower-cased strings together.</summary>
    public static double Of(ReadOnlySpan<string> texts)
    {
        var sum = 0.0;
        foreach (var text in texts)
        {
            sum += Of(text);
        }

        return sum;
    }

    /// <summary>The frequency of a lower-cased string.</summary>
    public static double Of(string text)
    {
        var frequency = 1000 / Bond;
        var before = '\0';
        foreach (var character in text)
        {
            // One digit in every third line; but where one stands, others follow.
            frequency *= (char.IsAsciiDigit(before) && char.IsAsciiDigit(character) ? FollowingDigit : OfOne(character)) / 1000 * Bond;
            before = character;
        }

        return KnownWords.TryGetValue(text.AsSpan().Trim(), out var known) ? Math.Max(frequency, known) : frequency;
    }

    private static FrozenDictionary<string, double> Weigh(params ReadOnlySpan<(double Weight, string Words)> groups)
    {
        Dictionary<string, double> weights = new(StringComparer.Ordinal);
        foreach (var (weight, words) in groups)
        {
            foreach (var word in words.Split(' '))
            {
                weights.TryAdd(word, weight);
            }
        }

        return weights.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static double OfOne(char character) => character switch
    {
        >= 'a' and <= 'z' => Letters[character - 'a'],
        ' ' => 180,
        '.' or ',' => 10,
        '-' or '\n' or '\'' or '"' or '(' or ')' or ':' or '/' => 3,
        >= '0' and <= '9' => 0.3,
        _ => 0.2,
    };
}
