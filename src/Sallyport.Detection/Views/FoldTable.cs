using System.Globalization;
using System.Text;

namespace Sallyport.Detection.Views;

/// <summary>
/// What each character becomes in the normalised view. The mapping looks at one code point only, never at its neighbours:
/// so a stream cut anywhere normalises to the same text, and an offset maps back without a search.
/// </summary>
internal sealed class FoldTable
{
    /// <summary>Stands for "removed".</summary>
    public const char Removed = '\0';

    private const int MathStart = 0x1D400;
    private const int MathEnd = 0x1D800;

    // Cyrillic and Greek letters that look like Latin ones, pair by pair.
    private const string LookAlikes =
        "аaеeоoрpсcхxуyіiјjѕsԁdһhԛqԝwАAВBЕEЗ3КKМMНHОOРPСCТTУYХXІIЅSЈJαaοoρpνvιiκkΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX";

    private const string Punctuation = "‘'’'‚'‛'“\"”\"„\"‟\"–-—-−-‐-‑-‒-―-⁄/∕/․.\u2028\n\u2029\n";

    private static readonly Lazy<FoldTable> Shared = new(static () => new FoldTable());

    private readonly char[] _plane = new char[char.MaxValue + 1];
    private readonly char[] _math = new char[MathEnd - MathStart];
    private readonly bool[] _changes = new bool[char.MaxValue + 1];

    private FoldTable()
    {
        for (var code = 0; code <= char.MaxValue; code++)
        {
            _plane[code] = (char)code;
            if (code >= 0x80 && !char.IsSurrogate((char)code))
            {
                _plane[code] = IsInvisible(code) ? Removed : Compatible(code, (char)code);
            }
        }

        Pair(Punctuation);
        Pair(LookAlikes);
        for (var code = MathStart; code < MathEnd; code++)
        {
            _math[code - MathStart] = Compatible(code, '\uFFFD');
        }

        for (var code = 0x80; code <= char.MaxValue; code++)
        {
            _changes[code] = _plane[code] != code || char.IsHighSurrogate((char)code);
        }
    }

    /// <summary>The one table; built on the first text that is not plain ASCII.</summary>
    public static FoldTable Instance => Shared.Value;

    /// <summary>Whether the character may become something else (surrogates may).</summary>
    public bool Changes(char character) => _changes[character];

    /// <summary>What a character outside the surrogates becomes.</summary>
    public char Fold(char character) => _plane[character];

    /// <summary>What a surrogate pair becomes; false when it stays.</summary>
    public bool TryFold(char high, char low, out char folded)
    {
        var code = char.ConvertToUtf32(high, low);
        folded = Removed;
        switch (code)
        {
            case >= MathStart and < MathEnd:
                folded = _math[code - MathStart];
                return folded != '\uFFFD';
            case >= 0xE0020 and <= 0xE007E:
                // Tag characters spell ASCII that people do not see and models read.
                folded = (char)(code - 0xE0000);
                return true;
            case >= 0xE0000 and <= 0xE01EF:
                return true;
            case >= 0x1F130 and <= 0x1F149:
                folded = (char)('A' + code - 0x1F130);
                return true;
            default:
                return false;
        }
    }

    private static bool IsInvisible(int code) =>
        code is 0x00AD or 0x034F or 0x061C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E or 0x3164 or 0xFEFF or 0xFFA0
            or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F)
            or (>= 0xFE00 and <= 0xFE0F) or (>= 0x0300 and <= 0x036F);

    private static char Compatible(int code, char otherwise)
    {
        if (CharUnicodeInfo.GetUnicodeCategory(code) == UnicodeCategory.OtherNotAssigned)
        {
            return otherwise;
        }

        var folded = char.ConvertFromUtf32(code).Normalize(NormalizationForm.FormKC);
        return folded.Length == 1 ? folded[0] : otherwise;
    }

    private void Pair(string pairs)
    {
        for (var index = 0; index + 1 < pairs.Length; index += 2)
        {
            _plane[pairs[index]] = pairs[index + 1];
        }
    }
}
