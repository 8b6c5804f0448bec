namespace Sallyport.Detection.Matching;

/// <summary>Names of the views in findings.</summary>
internal static class ViewNames
{
    public const string Raw = "raw";
    public const string Normalised = "normalised";
    public const string Base64 = "base64";
    public const string Hex = "hex";
    public const string Percent = "percent";
    public const string Escape = "escape";
    public const string Base32 = "base32";
    public const string Base58 = "base58";
    public const string Base62 = "base62";
    public const string Base85 = "base85";
    public const string Uuencode = "uuencode";
    public const string Numbers = "numbers";
    public const string Morse = "morse";
    public const string Rot13 = "rot13";
    public const string Caesar = "caesar";
    public const string Atbash = "atbash";
    public const string Rot47 = "rot47";
    public const string Reversed = "reversed";
    public const string WordsReversed = "words_reversed";
    public const string Leet = "leet";
    public const string Apart = "letters_apart";
    public const string Nato = "spelling_alphabet";
    public const string PigLatin = "pig_latin";
    public const string UpsideDown = "upside_down";
    public const string Accents = "accents";
    public const string Invisible = "invisible";

    /// <summary>Whether findings in the view point at an encoded range.</summary>
    public static bool IsDecoded(string view) => view is not (Raw or Normalised);
}
