namespace Sallyport.Detection.Yara.Matching;

/// <summary>Looks closer where an atom was found.</summary>
internal abstract class Probe
{
    /// <summary>The match list it adds to.</summary>
    public required int Slot { get; init; }

    /// <summary>Whether a letter or digit beside it rules a match out.</summary>
    public required bool IsFullWord { get; init; }

    /// <summary>Whether its characters take two bytes.</summary>
    public required bool IsWide { get; init; }

    /// <summary>Bytes of the atoms in the text.</summary>
    public required IReadOnlyList<byte[]> Atoms { get; init; }

    /// <summary>Adds the matches around an atom that ends at a place.</summary>
    public abstract void Verify(ReadOnlySpan<byte> text, int atomEnd, YaraScratch scratch);

    /// <summary>Adds a match, unless it is no full word.</summary>
    protected void Report(ReadOnlySpan<byte> text, int start, int length, bool isWide, bool replaces, YaraScratch scratch)
    {
        if (!IsFullWord || IsApart(text, start, start + length, isWide))
        {
            scratch.Add(Slot, start, length, replaces);
        }
    }

    private static bool IsApart(ReadOnlySpan<byte> text, int start, int end, bool isWide)
    {
        if (isWide)
        {
            return !(start >= 2 && text[start - 1] == 0 && char.IsAsciiLetterOrDigit((char)text[start - 2]))
                && !(end + 1 < text.Length && text[end + 1] == 0 && char.IsAsciiLetterOrDigit((char)text[end]));
        }

        return !(start >= 1 && char.IsAsciiLetterOrDigit((char)text[start - 1]))
            && !(end < text.Length && char.IsAsciiLetterOrDigit((char)text[end]));
    }
}
