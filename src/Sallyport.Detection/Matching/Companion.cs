using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sallyport.Detection.Matching;

/// <summary>A set of strings of which every match of a pattern holds one. Asked before the expression runs.</summary>
internal sealed class Companion
{
    private readonly SearchValues<char>? _characters;
    private readonly SearchValues<string>? _strings;
    private readonly bool _holdsAnywhere;

    /// <summary>Takes lower-cased strings. Those with characters beyond ASCII count for texts that hold such characters, and these are not ruled out, unless all are of scripts without capitals.</summary>
    public Companion(string[] members)
    {
        _holdsAnywhere = Array.TrueForAll(members, IsCaseless);
        var segments = _holdsAnywhere ? members : Array.FindAll(members, member => Ascii.IsValid(member));
        if (Array.TrueForAll(segments, segment => segment.Length == 1))
        {
            _characters = SearchValues.Create([.. segments.SelectMany(segment => (char[])[segment[0], char.ToUpperInvariant(segment[0])])]);
        }
        else
        {
            _strings = SearchValues.Create(segments, _holdsAnywhere ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Whether a match is out of the question. Beyond ASCII one letter may match another in ways only the expression knows
    /// (the sign of Kelvin is a k), so such text is ruled out only for strings of scripts without capitals.</summary>
    public bool RulesOut(ReadOnlySpan<char> text) =>
        !(_characters is not null ? text.ContainsAny(_characters) : text.ContainsAny(_strings!)) && (_holdsAnywhere || Ascii.IsValid(text)); // one of the two is set

    // Letters of scripts without capitals match themselves only.
    private static bool IsCaseless(string member) => member.All(character =>
        char.GetUnicodeCategory(character) is UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
        && char.ToUpperInvariant(character) == character && char.ToLowerInvariant(character) == character);
}
