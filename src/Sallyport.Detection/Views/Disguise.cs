using Sallyport.Detection.Matching;

namespace Sallyport.Detection.Views;

/// <summary>Ways to hide language that only a look at the language itself can tell, or at the kind of signs. The first 25 shift letters by as many places.</summary>
internal static class Disguise
{
    public const int Shifts = 25;
    public const int Atbash = 26;
    public const int Reversed = 27;
    public const int WordsReversed = 28;
    public const int Leet = 29;
    public const int Rot47 = 30;
    public const int Apart = 31;
    public const int Numbers = 32;
    public const int Morse = 33;
    public const int Base85 = 34;
    public const int Uuencode = 35;
    public const int LeetByNeighbours = 36;

    /// <summary>Name of its view.</summary>
    public static string ViewOf(int disguise) => disguise switch
    {
        13 => ViewNames.Rot13,
        <= Shifts => ViewNames.Caesar,
        Atbash => ViewNames.Atbash,
        Reversed => ViewNames.Reversed,
        WordsReversed => ViewNames.WordsReversed,
        Leet or LeetByNeighbours => ViewNames.Leet,
        Rot47 => ViewNames.Rot47,
        Apart => ViewNames.Apart,
        Numbers => ViewNames.Numbers,
        Morse => ViewNames.Morse,
        Base85 => ViewNames.Base85,
        _ => ViewNames.Uuencode,
    };
}
