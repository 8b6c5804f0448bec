using System.Text;

namespace Sallyport.Detection.Matching;

/// <summary>Chooses the partner of literals that clean text holds often: a second set of which every match holds a member. Both are looked for
/// by the automaton, so that the expression is asked only where they stand within one match of each other, however long the text.</summary>
internal static class PartnerChoice
{
    // In a thousand characters. Literals rarer than that cost next to nothing without a partner, and reading what else a match holds takes time at the start.
    private const double Common = 0.02;
    private const double TooCommon = 4;
    private const int MaxMembers = 128;

    /// <summary>Whether the literals are so common that a partner pays.</summary>
    public static bool Pays(string[] literals) => TextFrequency.Of(literals) >= Common;

    /// <summary>The rarest set that can serve; empty when there is none.</summary>
    public static string[] Of(IEnumerable<string[]> sets, string[] literals) =>
        sets.Where(set => CanServe(set, literals)).Select(set => (Set: set, Frequency: TextFrequency.Of(set)))
            .Where(candidate => candidate.Frequency < TooCommon).OrderBy(candidate => candidate.Frequency).Select(candidate => candidate.Set).FirstOrDefault([]);

    // Single characters stand too densely to be hits of the automaton. Letters beyond ASCII match each other in more ways than it knows. And what
    // stands in a common literal is seen wherever that is seen.
    private static bool CanServe(string[] set, string[] literals) =>
        set.Length is > 0 and <= MaxMembers
        && Array.TrueForAll(set, member => member.Length >= 2 && Ascii.IsValid(member) && !string.IsNullOrWhiteSpace(member))
        && !Array.Exists(literals, literal => Array.Exists(set, member => literal.Contains(member, StringComparison.Ordinal)) && TextFrequency.Of(literal) >= Common / 4);
}
