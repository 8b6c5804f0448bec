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

    /// <summary>The better of two sets; null when neither can serve.</summary>
    public static string[]? Better(string[]? left, string[]? right)
    {
        if (!IsUsable(left))
        {
            return IsUsable(right) ? right : null;
        }

        return IsUsable(right) && CostOf(right) < CostOf(left) ? right : left;
    }

    // Each literal costs a look at the expression where clean text holds it, and room in the automaton.
    private static double CostOf(string[] literals) => literals.Sum(TextFrequency.Of) + (RoomOfOne * literals.Length);
}
