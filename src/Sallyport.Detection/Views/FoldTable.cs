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

    // Latin letters in small capitals and other forms that compatibility folding leaves, and letters of further scripts that look like Latin ones.
    private const string OtherForms =
        "ᴀaʙbᴄcᴅdᴇeꜰfɢgʜhɪiᴊjᴋkʟlᴌlᴍmɴnᴏoᴘpʀrꜱsᴛtᴜuᴠvᴡwʏyᴢzꞯqɑaɡgɩiꞮIⅼlʋvԁdգqհhոnսuօoᏙVᎪAᎬEᏀGᎻHᎫJᏦKᏞLᎷMᏢPᎡRᏚSᎢTᎳWᏃZᏟCᎠDһhӏlԜWԝwƖlоoօoᗅAᗞDᒪL";

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
        Pair(OtherForms);
        FoldBraille();
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
            case >= 0x1F110 and <= 0x1F189:
                // Letters in brackets, in squares, in black circles and in black squares, 32 places from set to set.
                folded = (char)('A' + ((code - 0x1F110) & 31));
                return folded <= 'Z';
            case >= 0x1F1E6 and <= 0x1F1FF:
                folded = (char)('A' + code - 0x1F1E6);
                return true;
            default:
                return false;
        }
    }

    private static bool IsInvisible(int code) =>
        code is 0x00AD or 0x034F or 0x061C or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x180E or 0x3164 or 0xFEFF or 0xFFA0
            or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F)
            or (>= 0xFE00 and <= 0xFE0F) or (>= 0x0300 and <= 0x036F) or (>= 0x0483 and <= 0x0489) or (>= 0x180B and <= 0x180F)
            or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20F0) or (>= 0xFE20 and <= 0xFE2F) or (>= 0xFFF9 and <= 0xFFFB);

    private static char Compatible(int code, char otherwise)
    {
        if (CharUnicodeInfo.GetUnicodeCategory(code) == UnicodeCategory.OtherNotAssigned)
        {
            return otherwise;
        }

        var folded = char.ConvertFromUtf32(code).Normalize(NormalizationForm.FormKC);
        return folded.Length == 1 ? folded[0] : otherwise;
    }

    // Six-dot letters: dots 1, 2, 4 and 5 for a to j; with dot 3 for k to t; with dots 3 and 6 for u, v, x, y, z; w is newer than the system.
    private void FoldBraille()
    {
        ReadOnlySpan<byte> dots = [1, 3, 9, 25, 17, 11, 27, 19, 10, 26, 5, 7, 13, 29, 21, 15, 31, 23, 14, 30, 37, 39, 58, 45, 61, 53];
        for (var letter = 0; letter < dots.Length; letter++)
        {
            _plane[0x2800 + dots[letter]] = (char)('a' + letter);
        }

        // A blank is a space; the signs for capitals and numbers stand before letters and say nothing here.
        (_plane[0x2800], _plane[0x2820], _plane[0x283C]) = (' ', Removed, Removed);
    }

    private void Pair(string pairs)
    {
        for (var index = 0; index + 1 < pairs.Length; index += 2)
        {
            _plane[pairs[index]] = pairs[index + 1];
        }
    }
}
