using Sallyport.Detection.Matching;

namespace Sallyport.Detection.Recognizers;

/// <summary>
/// Finds identifiers by the words that announce them: one automaton over all words, then a look at the next few dozen characters.
/// Text without such words costs one table look-up a character, whatever the number of types.
/// </summary>
internal static class IdentifierRecognizer
{
    // Together with the longest value less than what a stream keeps for this (see WindowedScanner).
    private const int ReachBehind = 48;
    private const int ReachBefore = 24;

    private static readonly IdentifierRow[] Rows = IdentifierTable.Rows;
    private static readonly LiteralAutomaton Words = BuildAutomaton();

    /// <summary>The types of the table.</summary>
    public static EntitySet Types { get; } = EntitySet.Of([.. Rows.Select(row => row.Type)]);

    /// <summary>Adds all identifiers of the wanted types.</summary>
    public static void Find(ReadOnlySpan<char> text, EntitySet wanted, List<EntityMatch> matches)
    {
        var first = matches.Count;
        var (position, state) = (0, 0);
        while ((position = Words.Advance(text, position, ref state)) >= 0)
        {
            foreach (var hit in Words.HitsIn(state))
            {
                var row = Rows[hit.Pattern];
                var start = position - hit.Length;
                if (wanted.Contains(row.Type) && IsWord(text, start, position, row)
                    && (TryBehind(text, position, row, out var match) || TryBefore(text, start, row, out match))
                    && !IsKnown(matches, first, match))
                {
                    matches.Add(match);
                }
            }
        }
    }

    // "ein" announces nothing inside "being", nor "sin" in front of "gle"; a plural or an underscore may follow. Characters beyond ASCII share classes
    // in the automaton, so the word itself is compared once more.
    private static bool IsWord(ReadOnlySpan<char> text, int start, int end, IdentifierRow row)
    {
        if ((start > 0 && char.IsLetterOrDigit(text[start - 1]) && char.IsAscii(text[start])) || (end < text.Length && char.IsAsciiLetter(text[end]) && text[end] is not ('s' or 'S')))
        {
            return false;
        }

        foreach (var word in row.AllWords)
        {
            if (text[start..end].Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryBehind(ReadOnlySpan<char> text, int from, IdentifierRow row, out EntityMatch match)
    {
        match = default;
        if (row.Expression is { } expression)
        {
            // To the end of the longest value that starts in reach; what is cut off there could be the beginning of a longer one.
            var window = text[from..Math.Min(text.Length, from + ReachBehind + IdentifierShape.MaxLength)];
            foreach (var found in expression.EnumerateMatches(window))
            {
                match = new EntityMatch(row.Type, from + found.Index, from + found.Index + found.Length, row.Score);
                return found.Index <= ReachBehind;
            }

            return false;
        }

        return TryRange(text, from, Math.Min(text.Length, from + ReachBehind), row, out match);
    }

    // "12345678Z (DNI)": only what has a check is sought before its word.
    private static bool TryBefore(ReadOnlySpan<char> text, int word, IdentifierRow row, out EntityMatch match)
    {
        match = default;
        return row.Check is not null && row.Check != IdentifierChecks.HasDigits
            && TryRange(text, Math.Max(0, word - ReachBefore), word, row, out match) && match.End <= word && word - match.End <= 3;
    }

    private static bool TryRange(ReadOnlySpan<char> text, int from, int to, IdentifierRow row, out EntityMatch match)
    {
        Span<char> value = stackalloc char[IdentifierShape.MaxLength];
        for (var position = from; position < to; position++)
        {
            if (!char.IsAsciiLetterOrDigit(text[position]) || (position > 0 && (char.IsAsciiLetterOrDigit(text[position - 1]) || text[position - 1] == '_')))
            {
                continue;
            }

            foreach (var shape in row.AllShapes)
            {
                var end = shape.Read(text, position, value, out var length);
                if (end > 0 && (row.Check is null || row.Check(value[..length])))
                {
                    match = new EntityMatch(row.Type, position, end, row.Score);
                    return true;
                }
            }
        }

        match = default;
        return false;
    }

    private static bool IsKnown(List<EntityMatch> matches, int first, EntityMatch match)
    {
        for (var index = matches.Count - 1; index >= first && index >= matches.Count - Rows.Length; index--)
        {
            if (matches[index] == match)
            {
                return true;
            }
        }

        return false;
    }

    private static LiteralAutomaton BuildAutomaton()
    {
        var builder = new LiteralAutomatonBuilder();
        for (var index = 0; index < Rows.Length; index++)
        {
            builder.Add(index, Rows[index].AllWords);
        }

        return builder.Build();
    }
}
