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
    private const int MaxExact = 64;
    private const string Gap = " ";

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
    public string[]? Strongest => Factors.Aggregate(LiteralChoice.Better(null, Exact), LiteralChoice.Better);

    /// <summary>All sets that every match of this part must hold.</summary>
    public IEnumerable<string[]> Sets => Exact is { } exact && !exact.Contains("") ? Factors.Prepend(exact) : Factors;

    /// <summary>One of several parts.</summary>
    /// <param name="parts">The alternatives.</param>
    /// <param name="isDeep">Whether what else a match holds is asked for, which costs time.</param>
    public static PatternNode OneOf(List<PatternNode> parts, bool isDeep)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        var isExact = parts.TrueForAll(part => part.Exact is not null);
        var exact = isExact ? parts.SelectMany(part => part.Exact ?? []).Distinct(StringComparer.Ordinal).ToArray() : null;
        var opens = parts.TrueForAll(part => part.Beginning is not null);
        var openings = opens ? parts.SelectMany(part => part.Beginning ?? []).Distinct(StringComparer.Ordinal).ToArray() : null;
        var startsAtEdge = parts.TrueForAll(part => part.StartsAtEdge);
        var max = parts.Max(part => part.Max);
        return exact?.Length <= MaxExact
            ? new PatternNode(max, exact, [], Openings: openings, StartsAtEdge: startsAtEdge)
            : new PatternNode(max, null, FactorsOf(parts, isDeep), Openings: openings, StartsAtEdge: startsAtEdge);
    }

    /// <summary>Parts one after the other.</summary>
    public static PatternNode Sequence(List<PatternNode> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        var max = 0;
        var isExact = true;
        string[] run = [""];
        List<string[]> factors = [];
        foreach (var part in parts)
        {
            max += part.Max;
            if (part.Exact is { } exact && exact.Length * run.Length <= MaxExact)
            {
                run = Cross(run, exact);
                continue;
            }

            isExact = false;
            run = part.IsGap ? Cross(run, [Gap]) : run;
            Add(factors, run);
            factors.AddRange(part.Factors);
            run = part.IsGap ? [Gap] : part.Exact ?? [""];
        }

        Add(factors, run);
        return new PatternNode(max, isExact ? run : null, isExact ? [] : [.. factors], Openings: OpeningsOf(parts), StartsAtEdge: AtEdge(parts));
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
                return Sequence([.. Enumerable.Repeat(this, most)]) with { Max = max };
            }
        }

        return least == 0
            ? new PatternNode(max, null, [])
            : new PatternNode(max, null, [.. Sets], IsGap: Exact is [Gap], Openings: Beginning, StartsAtEdge: StartsAtEdge);
    }

    // Of alternatives nothing is known but that one of them is there: one set with the strongest of each, and one with what else each must hold.
    private static string[][] FactorsOf(List<PatternNode> parts, bool isDeep)
    {
        List<string[]> factors = [];
        var strongest = parts.ConvertAll(part => part.Strongest);
        if (strongest.TrueForAll(LiteralChoice.IsUsable))
        {
            factors.Add([.. strongest.SelectMany(set => set ?? []).Distinct(StringComparer.Ordinal)]);
        }

        if (!isDeep)
        {
            return [.. factors];
        }

        var others = parts.ConvertAll(part => CompanionChoice.Rarest(part.Sets, part.Strongest) ?? part.Strongest);
        if (others.TrueForAll(set => set is not null))
        {
            Add(factors, [.. others.SelectMany(set => set ?? []).Distinct(StringComparer.Ordinal)]);
        }

        return [.. factors];
    }

    private static void Add(List<string[]> factors, string[] set)
    {
        if (!set.Contains(""))
        {
            factors.Add(set);
        }
    }

    private static bool AtEdge(List<PatternNode> parts)
    {
        foreach (var part in parts)
        {
            if (part.StartsAtEdge || part.Max > 0)
            {
                return part.StartsAtEdge;
            }
        }

        return false;
    }

    private static string[]? OpeningsOf(List<PatternNode> parts)
    {
        string[] run = [""];
        foreach (var part in parts)
        {
            if (part.Beginning is not { } beginning || beginning.Length * run.Length > MaxExact)
            {
                break;
            }

            run = Cross(run, beginning);
            if (part.Exact is null)
            {
                break;
            }
        }

        return run is [""] ? null : run;
    }

    // Most parts are single characters, and all rules are read at the start: the common case makes one string and no more.
    private static string[] Cross(string[] left, string[] right)
    {
        if (left.Length == 1 && right.Length == 1)
        {
            return right is [""] ? left : [left[0] + right[0]];
        }

        var crossed = new string[left.Length * right.Length];
        for (var index = 0; index < crossed.Length; index++)
        {
            crossed[index] = left[index / right.Length] + right[index % right.Length];
        }

        return [.. crossed.Distinct(StringComparer.Ordinal)];
    }
}
