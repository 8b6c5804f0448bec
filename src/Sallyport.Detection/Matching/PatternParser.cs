using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Sallyport.Detection.Matching;

/// <summary>
/// Reads an expression and derives its shape. It understands the part of the .NET syntax rules need; what it does not
/// understand is a fault, so that no expression runs whose cost and reach are unknown.
/// </summary>
internal sealed class PatternParser
{
    /// <summary>Longest match any pattern may have; the tail a stream keeps follows from it.</summary>
    public const int MaxMatchLength = 400;

    private const int MaxWhiteSpace = 16;
    private const int LeastMargin = 2;

    private readonly string _pattern;
    private readonly StringBuilder _bounded = new();
    private List<PatternNode>? _alternatives;
    private int _copied;
    private int _position;
    private int _margin = LeastMargin;
    private string? _fault;

    private readonly bool _isDeep;

    private PatternParser(string pattern, bool isDeep) => (_pattern, _isDeep) = (pattern, isDeep);

    /// <summary>Derives the shape; on failure <paramref name="fault"/> says what to change.</summary>
    public static PatternShape? Analyze(string pattern, out string? fault) => Analyze(pattern, isWhole: true, out fault);

    private static PatternShape? Analyze(string pattern, bool isWhole, out string? fault)
    {
        var parser = new PatternParser(pattern, isDeep: false);
        var root = parser.ReadAlternatives(depth: 0);
        if (parser._fault is null && parser._position < pattern.Length)
        {
            parser.Fail("unbalanced ')'");
        }

        var literals = root.Strongest;
        if (parser._fault is null && literals is null)
        {
            parser.Fail("no literal of at least two characters is required by every match");
        }

        if (parser._fault is null && root.Max > MaxMatchLength)
        {
            parser.Fail(string.Create(CultureInfo.InvariantCulture, $"a match can be {root.Max} characters long; the limit is {MaxMatchLength}"));
        }

        fault = parser._fault;
        if (fault is not null || literals is null)
        {
            return null;
        }

        parser._bounded.Append(pattern, parser._copied, pattern.Length - parser._copied);
        return new PatternShape(parser._bounded.ToString(), root.Max, parser._margin, literals)
        {
            Partner = isWhole && PartnerChoice.Pays(literals) ? PartnerOf(pattern, root, literals) : [],
            Openings = LiteralChoice.IsOpening(root.Beginning) ? root.Beginning : [],
            StartsWord = root.StartsAtEdge,
        };
    }

    /// <summary>Further sets of lower-cased strings; every match of the pattern, which can be bounded, holds a member of each. Takes several
    /// times as long as the shape, and most rules never need it: asked for when a rule's literal is first seen.</summary>
    public static string[][] CompanionsOf(string pattern) =>
        Analyze(pattern, isWhole: false, out _) is { } shape ? CompanionChoice.Of(new PatternParser(pattern, isDeep: true).ReadAlternatives(depth: 0).Sets, shape.Literals) : [];

    /// <summary>Sets as those of <see cref="CompanionsOf"/>, however common and many their members: for long texts.</summary>
    public static string[][] FurtherCompanionsOf(string pattern) =>
        Analyze(pattern, isWhole: false, out _) is { } shape ? CompanionChoice.AllOf(new PatternParser(pattern, isDeep: true).ReadAlternatives(depth: 0).Sets, shape.Literals) : [];

    // What the shape already knows serves most; the rest is read once more, and deeper.
    private static string[] PartnerOf(string pattern, PatternNode root, string[] literals) =>
        PartnerChoice.Of(root.Sets, literals) is { Length: > 0 } partner
            ? partner
            : PartnerChoice.Of(new PatternParser(pattern, isDeep: true).ReadAlternatives(depth: 0).Sets, literals);

    private void Fail(string fault)
    {
        _fault ??= string.Create(CultureInfo.InvariantCulture, $"{fault} (at {_position})");
        _position = _pattern.Length;
    }

    private bool Accept(string text)
    {
        if (string.CompareOrdinal(_pattern, _position, text, 0, text.Length) != 0)
        {
            return false;
        }

        _position += text.Length;
        return true;
    }

    private PatternNode ReadAlternatives(int depth)
    {
        if (depth > 24)
        {
            Fail("groups are nested too deeply");
            return PatternNode.Empty;
        }

        var first = ReadSequence(depth);
        if (!Accept("|"))
        {
            return first;
        }

        // Those of the groups inside come and go behind them on the same pile.
        var pile = _alternatives ??= [];
        var start = pile.Count;
        pile.Add(first);
        do
        {
            pile.Add(ReadSequence(depth));
        }
        while (Accept("|"));

        var node = PatternNode.OneOf(CollectionsMarshal.AsSpan(pile)[start..], _isDeep);
        pile.RemoveRange(start, pile.Count - start);
        return node;
    }

    private PatternNode ReadSequence(int depth)
    {
        var sequence = new PatternSequence();
        while (_position < _pattern.Length && _pattern[_position] is not ('|' or ')'))
        {
            sequence.Add(ReadQuantified(depth));
        }

        return sequence.ToNode();
    }

    private PatternNode ReadQuantified(int depth)
    {
        if (ReadWord() is { } word)
        {
            return word;
        }

        var atom = ReadAtom(depth);
        var start = _position;
        if (_position >= _pattern.Length || !ReadQuantifier(out var least, out var most))
        {
            return atom;
        }

        if (most is null)
        {
            if (!atom.IsWhiteSpace)
            {
                _position = start;
                Fail("an open quantifier is allowed on white space only; write {n,m}");
                return PatternNode.Empty;
            }

            most = Math.Max(MaxWhiteSpace, least);
            _bounded.Append(_pattern, _copied, start - _copied).Append(CultureInfo.InvariantCulture, $"{{{least},{most}}}");
            _copied = _position;
        }

        Accept("?");
        if ((long)atom.Max * most.Value > MaxMatchLength)
        {
            Fail(string.Create(CultureInfo.InvariantCulture, $"a repeat can match more than {MaxMatchLength} characters"));
            return PatternNode.Empty;
        }

        return atom.Repeat(least, most.Value);
    }

    // Letters one after the other are one part instead of as many: half of all rules' text, and all rules are read at the start.
    private PatternNode? ReadWord()
    {
        var end = _position;
        while (end < _pattern.Length && char.IsAsciiLetterOrDigit(_pattern[end]))
        {
            end++;
        }

        // A quantifier is about the last letter only.
        end -= end < _pattern.Length && _pattern[end] is '?' or '*' or '+' or '{' ? 1 : 0;
        if (end - _position < 2)
        {
            return null;
        }

        var word = _pattern[_position..end].ToLowerInvariant();
        _position = end;
        return new PatternNode(word.Length, [word], []);
    }

    private bool ReadQuantifier(out int least, out int? most)
    {
        (least, most) = (0, null);
        switch (_pattern[_position])
        {
            case '?':
                _position++;
                most = 1;
                return true;
            case '*':
                _position++;
                return true;
            case '+':
                _position++;
                least = 1;
                return true;
            case '{':
                return ReadCounts(out least, out most);
            default:
                return false;
        }
    }

    private bool ReadCounts(out int least, out int? most)
    {
        (least, most) = (0, null);
        var close = _pattern.IndexOf('}', _position);
        if (close < 0)
        {
            return false;
        }

        var counts = _pattern.AsSpan(_position + 1, close - _position - 1);
        var comma = counts.IndexOf(',');
        var first = comma < 0 ? counts : counts[..comma];
        if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out least))
        {
            return false;
        }

        if (comma < 0)
        {
            most = least;
        }
        else if (comma < counts.Length - 1)
        {
            if (!int.TryParse(counts[(comma + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var upper))
            {
                return false;
            }

            most = upper;
        }

        _position = close + 1;
        return true;
    }

    private PatternNode ReadAtom(int depth)
    {
        var character = _pattern[_position];
        switch (character)
        {
            case '(':
                return ReadGroup(depth);
            case '[':
                return ReadClass();
            case '\\':
                return ReadEscape();
            case '^' or '$':
                _position++;
                return PatternNode.Empty;
            case '.':
                _position++;
                return PatternNode.AnyCharacter;
            case '*' or '+' or '?':
                Fail("a quantifier without anything to repeat");
                return PatternNode.Empty;
            default:
                _position++;
                return Literal(character);
        }
    }

    private PatternNode ReadGroup(int depth)
    {
        var isLook = Accept("(?=") || Accept("(?!") || Accept("(?<=") || Accept("(?<!");
        if (!isLook && !Accept("(?:") && !Accept("(?>"))
        {
            if (Accept("(?"))
            {
                Fail("only (?:, (?>, (?=, (?!, (?<= and (?<! groups are understood");
                return PatternNode.Empty;
            }

            _position++;
        }

        var inner = ReadAlternatives(depth + 1);
        if (!Accept(")"))
        {
            Fail("unbalanced '('");
        }

        if (!isLook)
        {
            return inner;
        }

        _margin = Math.Max(_margin, inner.Max + 1);
        return PatternNode.Empty;
    }

    private PatternNode ReadClass()
    {
        var members = CharacterClass.Read(_pattern, _position);
        if (members is null)
        {
            Fail("a character class that is not closed, or holds \\b, \\c or a subtraction");
            return PatternNode.Empty;
        }

        _position = members.End;
        return new PatternNode(1, members.Exact, [], members.HoldsWhiteSpace);
    }

    private PatternNode ReadEscape()
    {
        if (_position + 1 >= _pattern.Length)
        {
            Fail("a trailing backslash");
            return PatternNode.Empty;
        }

        var escaped = _pattern[_position + 1];
        switch (escaped)
        {
            case 'b':
                _position += 2;
                return PatternNode.WordEdge;
            case 'B' or 'A' or 'z' or 'Z':
                _position += 2;
                return PatternNode.Empty;
            case 's':
                _position += 2;
                return new PatternNode(1, [" "], [], IsWhiteSpace: true);
            case 'd':
                _position += 2;
                return PatternNode.Digit;
            case 'D' or 'w' or 'W' or 'S':
                _position += 2;
                return PatternNode.AnyCharacter;
            case 'p' or 'P':
                var close = _pattern.IndexOf('}', _position);
                _position = close < 0 ? _pattern.Length : close + 1;
                return PatternNode.AnyCharacter;
            case 'c':
                Fail("control escapes are not understood; write \\xNN");
                return PatternNode.Empty;
            case >= '0' and <= '9' or 'k' or 'G':
                Fail("back references and \\G are not allowed");
                return PatternNode.Empty;
            default:
                var character = CharacterClass.Unescape(_pattern, _position, out _position);
                return Literal(character);
        }
    }

    private static PatternNode Literal(char character) =>
        new(1, [char.ToLowerInvariant(character).ToString()], [], IsWhiteSpace: character == ' ');
}
