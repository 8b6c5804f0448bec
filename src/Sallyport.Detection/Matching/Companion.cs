using System.Buffers;
using System.Text;

namespace Sallyport.Detection.Matching;

/// <summary>A set of strings of which every match of a pattern holds one. Asked before the expression runs.</summary>
internal sealed class Companion
{
    private readonly SearchValues<char>? _characters;
    private readonly SearchValues<string>? _strings;

    /// <summary>Takes lower-cased strings. Those with characters beyond ASCII count for texts that hold such characters, and these are never ruled out.</summary>
    public Companion(string[] members)
    {
        var segments = Array.FindAll(members, member => Ascii.IsValid(member));
        if (Array.TrueForAll(segments, segment => segment.Length == 1))
        {
            _characters = SearchValues.Create([.. segments.SelectMany(segment => (char[])[segment[0], char.ToUpperInvariant(segment[0])])]);
        }
        else
        {
            _strings = SearchValues.Create(segments, StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>Whether a match is out of the question. Beyond ASCII one letter may match another in ways only the expression knows
    /// (the sign of Kelvin is a k), so such text is never ruled out.</summary>
    public bool RulesOut(ReadOnlySpan<char> text) =>
        !(_characters is not null ? text.ContainsAny(_characters) : text.ContainsAny(_strings!)) && Ascii.IsValid(text); // one of the two is set
}
