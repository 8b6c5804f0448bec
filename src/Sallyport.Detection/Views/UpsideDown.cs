namespace Sallyport.Detection.Views;

/// <summary>Reads letters turned upside down, which stand in the order of the text turned around, or in its own.</summary>
internal static class UpsideDown
{
    /// <summary>Letters that are used for nothing else in English.</summary>
    public const string TurnedLetters = "ɐɔǝɟƃɥᴉɾʞʅɯɹʇʌʍʎⱯƆƎℲ⅁ꓘ⅂ꓤ⅄ᗺᗡ";

    // What each turned letter was; letters that turn into other letters are the last ones.
    private const string Pairs = "ɐaɔcǝeɟfƃgɥhᴉiɾjʞkʅlןl˥lɯmɹrʇtʌvʍwʎyⱯAƆCƎEℲF⅁Gפgꓘk⅂LԀPꓤRᴚr⊥T┴TΛV⅄Y∀AᗺBᗡDſjıi˙.¡!¿?‾_؛;nuunpddpbqqbMWWM69966";

    private static readonly char[] Table = CreateTable();

    /// <summary>Writes the letters the right way up; from the last to the first when the text was turned as a whole.</summary>
    public static int Decode(ReadOnlySpan<char> text, bool isTurned, Span<char> target)
    {
        for (var index = 0; index < text.Length; index++)
        {
            target[isTurned ? text.Length - 1 - index : index] = Table[text[index]];
        }

        return text.Length;
    }

    private static char[] CreateTable()
    {
        var table = new char[char.MaxValue + 1];
        for (var code = 0; code < table.Length; code++)
        {
            table[code] = (char)code;
        }

        for (var index = 0; index + 1 < Pairs.Length; index += 2)
        {
            table[Pairs[index]] = Pairs[index + 1];
        }

        return table;
    }
}
