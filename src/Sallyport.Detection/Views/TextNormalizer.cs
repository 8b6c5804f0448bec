using System.Buffers;

namespace Sallyport.Detection.Views;

/// <summary>Folds text to its normalised view.</summary>
internal static class TextNormalizer
{
    // Not IndexOfAnyExceptInRange, which allocates on each call.
    private static readonly SearchValues<char> Ascii = SearchValues.Create([.. Enumerable.Range(0, 128).Select(code => (char)code)]);

    /// <summary>Position of the first character that may fold to something else; -1 when there is none.</summary>
    public static int FirstChange(ReadOnlySpan<char> text)
    {
        var position = text.IndexOfAnyExcept(Ascii);
        if (position < 0)
        {
            return -1;
        }

        var table = FoldTable.Instance;
        for (; position < text.Length; position++)
        {
            var character = text[position];
            if (!table.Changes(character))
            {
                continue;
            }

            if (!char.IsHighSurrogate(character))
            {
                return position;
            }

            if (position + 1 < text.Length && char.IsLowSurrogate(text[position + 1]))
            {
                if (table.TryFold(character, text[position + 1], out _))
                {
                    return position;
                }

                position++;
            }
        }

        return -1;
    }

    /// <summary>Writes the folded text and each character's origin; gives the number of characters written.</summary>
    /// <param name="text">The text.</param>
    /// <param name="first">Everything before this position is copied as it is.</param>
    /// <param name="target">At least as long as the text.</param>
    /// <param name="origins">At least as long as the text.</param>
    /// <param name="originOffset">Offset of the text's first character, added to each origin.</param>
    public static int Fold(ReadOnlySpan<char> text, int first, Span<char> target, Span<int> origins, int originOffset)
    {
        var table = FoldTable.Instance;
        text[..first].CopyTo(target);
        for (var index = 0; index < first; index++)
        {
            origins[index] = originOffset + index;
        }

        var written = first;
        for (var position = first; position < text.Length; position++)
        {
            var character = text[position];
            var origin = originOffset + position;
            if (char.IsHighSurrogate(character) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1]))
            {
                position++;
                if (table.TryFold(character, text[position], out var folded))
                {
                    written += Put(folded, origin, target, origins, written);
                    continue;
                }

                target[written] = character;
                origins[written++] = origin;
                target[written] = text[position];
                origins[written++] = origin + 1;
                continue;
            }

            written += Put(table.Fold(character), origin, target, origins, written);
        }

        return written;
    }

    private static int Put(char folded, int origin, Span<char> target, Span<int> origins, int at)
    {
        if (folded == FoldTable.Removed)
        {
            return 0;
        }

        target[at] = folded;
        origins[at] = origin;
        return 1;
    }
}
