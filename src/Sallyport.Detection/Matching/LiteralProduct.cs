namespace Sallyport.Detection.Matching;

/// <summary>Sets of texts put together: each of one before each of another, or all of several. No set holds a text twice.</summary>
internal static class LiteralProduct
{
    // So many are compared one by one in less time than a table of them is made.
    private const int Few = 12;

    /// <summary>Each text of one set followed by each of another.</summary>
    public static string[] Of(string[] left, string[] right)
    {
        if (right is [""])
        {
            return left;
        }

        if (left is [""])
        {
            return right;
        }

        var product = new string[left.Length * right.Length];
        for (var index = 0; index < product.Length; index++)
        {
            product[index] = left[index / right.Length] + right[index % right.Length];
        }

        // Two pairs give the same text only where both halves differ in length.
        return product.Length == 1 || IsEven(left) || IsEven(right) ? product : [.. product.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The texts of all sets, in their order.</summary>
    public static string[] Union<T>(ReadOnlySpan<T> sources, Func<T, string[]?> setOf)
    {
        var (total, count) = (0, 0);
        foreach (var source in sources)
        {
            total += setOf(source)?.Length ?? 0;
        }

        var seen = total > Few ? new HashSet<string>(total, StringComparer.Ordinal) : null;
        var union = new string[total];
        foreach (var source in sources)
        {
            foreach (var text in setOf(source) ?? [])
            {
                if (seen?.Add(text) ?? !union.AsSpan(0, count).Contains(text))
                {
                    union[count++] = text;
                }
            }
        }

        return count == total ? union : union[..count];
    }

    /// <summary>Whether the empty text is in the set.</summary>
    public static bool HoldsNothing(string[] set)
    {
        foreach (var text in set)
        {
            if (text.Length == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsEven(string[] set)
    {
        foreach (var text in set)
        {
            if (text.Length != set[0].Length)
            {
                return false;
            }
        }

        return true;
    }
}
