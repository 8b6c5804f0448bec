namespace Sallyport.Detection.Matching;

/// <summary>Summary of one part of an expression, built bottom-up by <see cref="PatternParser"/>.</summary>
/// <param name="Max">Longest text the part can consume.</param>
/// <param name="Exact">All texts the part can consume, lower-cased, when they are few; else null.</param>
/// <param name="Factors">Sets of texts; of each the part always consumes at least one member. The best for the automaton is <see cref="Strongest"/>.</param>
/// <param name="IsWhiteSpace">Whether the part is a single character drawn from white space and separators.</param>
/// <param name="IsGap">Whether the part is a run of white space of unknown length, one character at the least. The words beside it are
/// then known to end there, which tells "end" from "friendly". In literals a space stands for every white-space character.</param>
/// <param name="Openings">Texts with one of which the part always begins; null when nothing is known.</param>
/// <param name="StartsAtEdge">Whether the part asks for the edge of a word where it begins.</param>
internal readonly record struct PatternNode(
    int Max, string[]? Exact, string[][] Factors, bool IsWhiteSpace = false, bool IsGap = false, string[]? Openings = null, bool StartsAtEdge = false)
{
    /// <summary>The most texts that are known one by one.</summary>
    public const int MaxExact = 64;

    /// <summary>What stands in literals for white space.</summary>
    public const string Gap = " ";

    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>Consumes nothing.</summary>
    public static PatternNode Empty { get; } = new(0, [""], []);

    /// <summary>Consumes nothing, at the edge of a word.</summary>
    public static PatternNode WordEdge { get; } = Empty with { StartsAtEdge = true };

    /// <summary>Consumes one unknown character.</summary>
    public static PatternNode AnyCharacter { get; } = new(1, null, []);

    /// <summary>Consumes one digit. Which one is known only as a beginning and as a factor: in literals it would make ten of each.</summary>
    public static PatternNode Digit { get; } = new(1, null, [Digits], Openings: Digits);

    /// <summary>How the part begins, whether or not it is known as a whole.</summary>
    public string[]? Beginning => Exact ?? Openings;

    /// <summary>The strongest set that every match of this part must hold; null when nothing is known.</summary>
    public string[]? Strongest => LiteralChoice.BestOf(Exact, Factors);

    /// <summary>All sets that every match of this part must hold.</summary>
    public IEnumerable<string[]> Sets => Exact is { } exact && !LiteralProduct.HoldsNothing(exact) ? Factors.Prepend(exact) : Factors;

    /// <summary>One of several parts.</summary>
    /// <param name="parts">The alternatives, two or more.</param>
    /// <param name="isDeep">Whether what else a match holds is asked for, which costs time.</param>
    public static PatternNode OneOf(ReadOnlySpan<PatternNode> parts, bool isDeep)
    {
        var max = 0;
        var (isExact, opens, startsAtEdge) = (true, true, true);
        foreach (ref readonly var part in parts)
        {
            max = Math.Max(max, part.Max);
            isExact &= part.Exact is not null;
            opens &= part.Beginning is not null;
            startsAtEdge &= part.StartsAtEdge;
        }

        // What is known as a whole begins with itself.
        var openings = opens ? LiteralProduct.Union(parts, static part => part.Beginning) : null;
        return isExact && openings?.Length <= MaxExact
            ? new PatternNode(max, openings, [], StartsAtEdge: startsAtEdge)
            : new PatternNode(max, null, FactorsOf(parts, isDeep), Openings: openings, StartsAtEdge: startsAtEdge);
    }

    /// <summary>This part, at least <paramref name="least"/> and at most <paramref name="most"/> times.</summary>
    public PatternNode Repeat(int least, int most)
    {
        if (least == 1 && most == 1)
        {
            return this;
        }

        var max = checked(Max * most);
        if (Exact is { } exact)
        {
            if (least == 0 && most == 1)
            {
                return new PatternNode(max, [.. exact.Append("").Distinct(StringComparer.Ordinal)], []);
            }

            if (least == most && Math.Pow(exact.Length, most) <= MaxExact && max <= 32)
            {
                return Times(most) with { Max = max };
            }
        }

        return least == 0
            ? new PatternNode(max, null, [])
            : new PatternNode(max, null, [.. Sets], IsGap: Exact is [Gap], Openings: Beginning, StartsAtEdge: StartsAtEdge);
    }

    private PatternNode Times(int count)
    {
        var sequence = new PatternSequence();
        for (var time = 0; time < count; time++)
        {
            sequence.Add(this);
        }

        return sequence.ToNode();
    }

    // Of alternatives nothing is known but that one of them is there: one set with the strongest of each, and one with what else each must hold.
    private static string[][] FactorsOf(ReadOnlySpan<PatternNode> parts, bool isDeep)
    {
        var strongest = new string[]?[parts.Length];
        for (var index = 0; index < parts.Length; index++)
        {
            strongest[index] = parts[index].Strongest;
        }

        var common = Array.TrueForAll(strongest, LiteralChoice.IsUsable) ? LiteralProduct.Union(strongest, static set => set) : null;
        if (!isDeep)
        {
            return common is null ? [] : [common];
        }

        var others = new string[]?[parts.Length];
        for (var index = 0; index < parts.Length; index++)
        {
            others[index] = CompanionChoice.Rarest(parts[index].Sets, strongest[index]) ?? strongest[index];
        }

        var rarest = Array.TrueForAll(others, set => set is not null) ? LiteralProduct.Union(others, static set => set) : null;
        string[][] factors = common is null ? [] : [common];
        return rarest is null || LiteralProduct.HoldsNothing(rarest) ? factors : [.. factors, rarest];
    }
}
