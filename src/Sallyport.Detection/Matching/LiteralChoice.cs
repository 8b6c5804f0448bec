using System.Diagnostics.CodeAnalysis;

namespace Sallyport.Detection.Matching;

/// <summary>Chooses between sets of required literals: rare beats common, and few beat many.</summary>
internal static class LiteralChoice
{
    private const double RoomOfOne = 0.01;

    /// <summary>Whether the set can serve: it is small and each member has at least two characters.</summary>
    public static bool IsUsable([NotNullWhen(true)] string[]? literals) =>
        literals is { Length: > 0 and <= 256 } && Array.TrueForAll(literals, literal => literal.Length >= 2 && !string.IsNullOrWhiteSpace(literal));

    /// <summary>Whether the set can tell where a match begins: a single sign or digit does, a single letter stands everywhere.</summary>
    public static bool IsOpening([NotNullWhen(true)] string[]? literals) =>
        literals is { Length: > 0 and <= 256 }
        && Array.TrueForAll(literals, literal => !string.IsNullOrWhiteSpace(literal) && (literal.Length >= 2 || !char.IsLetter(literal[0])));

    /// <summary>The best of several sets; null when none can serve.</summary>
    public static string[]? BestOf(string[]? first, string[][] others)
    {
        var best = IsUsable(first) ? first : null;
        double? least = null;
        foreach (var set in others)
        {
            if (!IsUsable(set))
            {
                continue;
            }

            var cost = best is null ? null : (double?)CostOf(set);
            if (best is null || cost < (least ??= CostOf(best)))
            {
                (best, least) = (set, cost);
            }
        }

        return best;
    }

    // Each literal costs a look at the expression where clean text holds it, and room in the automaton.
    private static double CostOf(string[] literals) => TextFrequency.Of(literals) + (RoomOfOne * literals.Length);
}
