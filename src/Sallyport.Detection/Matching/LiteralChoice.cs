using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Sallyport.Detection.Matching;

/// <summary>Chooses between sets of required literals: rare and long beats common and short.</summary>
internal static class LiteralChoice
{
    // A literal that stands in every second sentence would send clean text to the expression again and again.
    private static readonly FrozenSet<string> Everyday = new[]
    {
        "the", "you", "your", "and", "all", "are", "any", "for", "from", "have", "not", "that", "this", "with", "will",
        "user", "what", "when", "which", "must", "should", "can", "new", "use", "out", "has", "but", "name", "tool",
        "text", "file", "data", "http", "http:", "https", "://", "is a", "of the", "to the", "in the", "select", "from ",
        "token", "message", "information", "question", "answer", "response", "following", "instruction", "instructions",
        "before", "after", "above", "with no", "without", "every", "other", "into", "tell", "give", "show", "print",
    }.ToFrozenSet(StringComparer.Ordinal);

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

        return IsUsable(right) && Worth(right) > Worth(left) ? right : left;
    }

    private static double Worth(string[]? literals)
    {
        if (literals is null)
        {
            return 0;
        }

        var weakest = double.MaxValue;
        foreach (var literal in literals)
        {
            weakest = Math.Min(weakest, WorthOf(literal));
        }

        return weakest / (1 + (0.06 * Math.Log2(literals.Length)));
    }

    private static double WorthOf(string literal)
    {
        var trimmed = literal.Trim();
        if (Everyday.Contains(trimmed))
        {
            return trimmed.Length * 0.1;
        }

        // Two letters stand inside every tenth word; two characters with a sign among them are rare.
        var isWord = trimmed.AsSpan().IndexOfAnyExceptInRange('a', 'z') < 0;
        return (trimmed.Length, isWord) switch
        {
            (<= 2, true) => 0.3,
            (3, true) => 1.5,
            _ => Math.Min(literal.Length, 12),
        };
    }
}
