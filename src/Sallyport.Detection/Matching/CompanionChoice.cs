namespace Sallyport.Detection.Matching;

/// <summary>Chooses what else a match must hold beside its literal. The literal says where to look; a companion that is missing there
/// says, for some nanoseconds, that the expression need not look at all.</summary>
internal static class CompanionChoice
{
    private const int MaxCompanions = 2;
    private const int MaxFurther = 4;
    private const int MaxFurtherMembers = 128;

    // Up to about so many strings are searched for at once by vector instructions; more, or many of which some are short, take longer than
    // most expressions.
    private const int MaxMembers = 16;
    private const int MaxShortMembers = 8;
    private const int Short = 2;

    // In a thousand characters: a set of which clean text nearly always holds a member would only cost.
    private const double TooCommon = 4;

    /// <summary>The rarest sets beside the literals.</summary>
    public static string[][] Of(IEnumerable<string[]> sets, IReadOnlyList<string> literals) =>
        [.. sets.Select(Reduce).Where(set => IsUsable(set) && !IsImplied(set, literals)).DistinctBy(set => string.Join('\n', set), StringComparer.Ordinal)
            .Where(set => FrequencyOf(set) < TooCommon).OrderBy(FrequencyOf).Take(MaxCompanions)];

    /// <summary>The rarest sets beside the literals, however common and large.</summary>
    public static string[][] AllOf(IEnumerable<string[]> sets, IReadOnlyList<string> literals) =>
        [.. sets.Select(set => set.Select(Segment).Distinct(StringComparer.Ordinal).ToArray())
            .Where(set => set.Length is > 0 and <= MaxFurtherMembers && !LiteralProduct.HoldsNothing(set) && !IsImplied(set, literals))
            .DistinctBy(set => string.Join('\n', set), StringComparer.Ordinal).OrderBy(FrequencyOf).Take(MaxFurther)];

    /// <summary>The rarest set but for one; null when there is none.</summary>
    public static string[]? Rarest(IEnumerable<string[]> sets, string[]? besides) =>
        sets.Where(set => !ReferenceEquals(set, besides)).Select(Reduce).Where(set => !LiteralProduct.HoldsNothing(set)).MinBy(FrequencyOf);

    private static bool IsUsable(string[] set) => !LiteralProduct.HoldsNothing(set) && (set[0].Length == 1 || set.Length <= (Array.Exists(set, member => member.Length <= Short) ? MaxShortMembers : MaxMembers));

    private static bool IsImplied(string[] set, IReadOnlyList<string> literals) =>
        literals.All(literal => Array.Exists(set, member => literal.Contains(member, StringComparison.Ordinal)));

    // A space stands for any white space, so the longest part without one is looked for; who holds "&&" holds "&", and where single characters
    // are among the members, all are looked for by one character; and who holds "bombs" holds "bomb".
    private static string[] Reduce(string[] set)
    {
        var segments = set.Select(Segment).Distinct(StringComparer.Ordinal).ToArray();
        if (Array.Exists(segments, segment => segment.Length == 1))
        {
            segments = [.. segments.Select(segment => segment.Select(character => character.ToString()).MinBy(TextFrequency.Of) ?? "").Distinct(StringComparer.Ordinal)];
        }

        return [.. segments.Where(segment => !segments.Any(other => other.Length < segment.Length && segment.Contains(other, StringComparison.Ordinal)))];
    }

    private static string Segment(string member) =>
        member.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).MaxBy(part => part.Length) ?? "";

    private static double FrequencyOf(string[] set) => TextFrequency.Of(set);
}
