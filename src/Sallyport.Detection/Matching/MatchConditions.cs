using System.Buffers;

namespace Sallyport.Detection.Matching;

/// <summary>The conditions of a rule beyond its expression: words near by, words inside, randomness.</summary>
internal static class MatchConditions
{
    /// <summary>How far from a match a context word may stand.</summary>
    public const int ContextReach = 120;

    private static readonly SearchValues<char> Separators = SearchValues.Create("=:\"'` >(,");

    /// <summary>Whether a match of the rule counts.</summary>
    public static bool Hold(RuleEntry rule, ReadOnlySpan<char> text, int start, int end)
    {
        var match = text[start..end];
        foreach (var word in rule.Excludes)
        {
            if (match.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        if (rule.MinEntropy > 0 && Entropy(ValueOf(match)) < rule.MinEntropy)
        {
            return false;
        }

        return rule.Context.Length == 0 || HasContext(rule.Context, text, start, end);
    }

    /// <summary>Shannon entropy in bits per character; characters beyond ASCII count as one.</summary>
    public static double Entropy(ReadOnlySpan<char> value)
    {
        Span<int> counts = stackalloc int[129];
        counts.Clear();
        foreach (var character in value)
        {
            counts[Math.Min((int)character, 128)]++;
        }

        var entropy = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var share = (double)count / value.Length;
                entropy -= share * Math.Log2(share);
            }
        }

        return entropy;
    }

    // The value is what follows the last separator: in "api_key = 'abc'" it is abc.
    private static ReadOnlySpan<char> ValueOf(ReadOnlySpan<char> match)
    {
        match = match.TrimEnd("\"'`;, =");
        var separator = match.LastIndexOfAny(Separators);
        return match[(separator + 1)..];
    }

    private static bool HasContext(string[] words, ReadOnlySpan<char> text, int start, int end)
    {
        var from = Math.Max(0, start - ContextReach);
        var near = text[from..Math.Min(text.Length, end + ContextReach)];
        foreach (var word in words)
        {
            if (near.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
