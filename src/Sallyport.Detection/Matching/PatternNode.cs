namespace Sallyport.Detection.Matching;

/// <summary>Summary of one part of an expression, built bottom-up by <see cref="PatternParser"/>.</summary>
/// <param name="Max">Longest text the part can consume.</param>
/// <param name="Exact">All texts the part can consume, lower-cased, when they are few; else null.</param>
/// <param name="Required">Texts of which the part always consumes at least one; null when nothing is known.</param>
/// <param name="IsWhiteSpace">Whether the part is a single character drawn from white space and separators.</param>
/// <param name="IsGap">Whether the part is a run of white space of unknown length, one character at the least. The words beside it are
/// then known to end there, which tells "end" from "friendly". In literals a space stands for every white-space character.</param>
/// <param name="Openings">Texts with one of which the part always begins; null when nothing is known.</param>
internal readonly record struct PatternNode(int Max, string[]? Exact, string[]? Required, bool IsWhiteSpace = false, bool IsGap = false, string[]? Openings = null)
{
    private const int MaxExact = 64;
    private const string Gap = " ";

    /// <summary>Consumes nothing.</summary>
    public static PatternNode Empty { get; } = new(0, [""], null);

    /// <summary>Consumes one unknown character.</summary>
    public static PatternNode AnyCharacter { get; } = new(1, null, null);

    /// <summary>Consumes one digit. Which one is known only as a beginning: in literals it would make ten of each.</summary>
    public static PatternNode Digit { get; } = new(1, null, null, Openings: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);

    /// <summary>How the part begins, whether or not it is known as a whole.</summary>
    public string[]? Beginning => Exact ?? Openings;

    /// <summary>The strongest set that every match of this part must hold; null when nothing is known.</summary>
    public string[]? Strongest => LiteralChoice.Better(Exact, Required);

    /// <summary>One of several parts.</summary>
    public static PatternNode OneOf(List<PatternNode> parts)
    {
        if (parts.Count == 1)
        {
            return parts[0];
        }

        var isExact = parts.TrueForAll(part => part.Exact is not null);
        var exact = isExact ? parts.SelectMany(part => part.Exact ?? []).Distinct(StringComparer.Ordinal).ToArray() : null;
        var isKnown = parts.TrueForAll(part => LiteralChoice.IsUsable(part.Strongest));
        var required = isKnown ? parts.SelectMany(part => part.Strongest ?? []).Distinct(StringComparer.Ordinal).ToArray() : null;
        var opens = parts.TrueForAll(part => part.Beginning is not null);
        var openings = opens ? parts.SelectMany(part => part.Beginning ?? []).Distinct(StringComparer.Ordinal).ToArray() : null;
        return new PatternNode(parts.Max(part => part.Max), exact?.Length > MaxExact ? null : exact, required, Openings: openings);
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
        string[]? required = null;
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
            required = LiteralChoice.Better(LiteralChoice.Better(required, run), part.Strongest);
            run = part.IsGap ? [Gap] : part.Exact ?? [""];
        }

        required = LiteralChoice.Better(required, run);
        return new PatternNode(max, isExact ? run : null, isExact ? null : required, Openings: OpeningsOf(parts));
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
                return new PatternNode(max, [.. exact.Append("").Distinct(StringComparer.Ordinal)], null);
            }

            if (least == most && Math.Pow(exact.Length, most) <= MaxExact && max <= 32)
            {
                return Sequence([.. Enumerable.Repeat(this, most)]) with { Max = max };
            }
        }

        return new PatternNode(max, null, least == 0 ? null : Strongest, IsGap: least > 0 && Exact is [Gap], Openings: least == 0 ? null : Beginning);
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

    private static string[] Cross(string[] left, string[] right) =>
        [.. left.SelectMany(_ => right, string.Concat).Distinct(StringComparer.Ordinal)];
}
