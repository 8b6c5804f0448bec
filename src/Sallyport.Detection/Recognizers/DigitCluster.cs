namespace Sallyport.Detection.Recognizers;

/// <summary>Digits with the separators people write between them: the raw material of every number recogniser.</summary>
internal ref struct DigitCluster
{
    private const int MaxLength = 48;
    private const int MaxDigits = 34;
    private const int MaxGroups = 12;

    private DigitBuffer _digits;
    private GroupBuffer _groups;

    /// <summary>First character, a digit.</summary>
    public int Start { get; private set; }

    /// <summary>One past the last digit.</summary>
    public int End { get; private set; }

    /// <summary>Number of digits.</summary>
    public int Count { get; private set; }

    /// <summary>Number of groups between separators.</summary>
    public int GroupCount { get; private set; }

    /// <summary>The only separator; '\0' when there is none, '?' when there are several kinds.</summary>
    public char Separator { get; private set; }

    /// <summary>The digits alone.</summary>
    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    public readonly ReadOnlySpan<char> Digits => ((ReadOnlySpan<char>)_digits)[..Count];

    /// <summary>Length of a group.</summary>
    public readonly int Group(int index) => index < GroupCount ? _groups[index] : 0;

    /// <summary>Reads the cluster that starts with the digit at <paramref name="start"/>.</summary>
    public static DigitCluster Read(ReadOnlySpan<char> text, int start, ReadOnlySpan<char> separators)
    {
        var cluster = new DigitCluster { Start = start, End = start, GroupCount = 1 };
        var position = start;
        while (position < text.Length && position - start < MaxLength && cluster.Count < MaxDigits)
        {
            if (char.IsAsciiDigit(text[position]))
            {
                cluster._digits[cluster.Count++] = text[position++];
                cluster._groups[cluster.GroupCount - 1]++;
                cluster.End = position;
                continue;
            }

            var gap = Gap(text, position, separators);
            if (gap == 0 || cluster.GroupCount == MaxGroups)
            {
                break;
            }

            cluster.Separator = gap > 1 || (cluster.Separator != '\0' && cluster.Separator != text[position]) ? '?' : text[position];
            cluster._groups[cluster.GroupCount++] = 0;
            position += gap;
        }

        return cluster;
    }

    // One separator, or two such as ") " and ". ", before the next digit.
    private static int Gap(ReadOnlySpan<char> text, int position, ReadOnlySpan<char> separators)
    {
        if (!separators.Contains(text[position]))
        {
            return 0;
        }

        if (TextBounds.IsDigitAt(text, position + 1))
        {
            return 1;
        }

        return position + 1 < text.Length && text[position] != text[position + 1] && separators.Contains(text[position + 1])
            && TextBounds.IsDigitAt(text, position + 2) ? 2 : 0;
    }

    [System.Runtime.CompilerServices.InlineArray(MaxDigits)]
    private struct DigitBuffer
    {
        private char _first;
    }

    [System.Runtime.CompilerServices.InlineArray(MaxGroups)]
    private struct GroupBuffer
    {
        private byte _first;
    }
}
