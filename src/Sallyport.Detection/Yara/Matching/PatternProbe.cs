using Sallyport.Detection.Yara.Patterns;

namespace Sallyport.Detection.Yara.Matching;

/// <summary>Runs a pattern around an atom: forwards for the length, backwards for all places where a match may start.</summary>
internal sealed class PatternProbe : Probe
{
    /// <summary>What stands before the atom, to be read backwards; null when the pattern starts with the atom.</summary>
    public required ByteProgram? Prefix { get; init; }

    /// <summary>The atom and what follows.</summary>
    public required ByteProgram Rest { get; init; }

    /// <summary>Bytes of the atom in the text; 0 when every place is tried.</summary>
    public required int AtomLength { get; init; }

    /// <summary>Whether a later atom's longer match takes the place of an earlier one.</summary>
    public required bool IsGreedy { get; init; }

    /// <summary>Whether one byte a character is tried first and, where that goes through from the atom on, alone: so YARA looks for ascii wide.</summary>
    public required bool PrefersAscii { get; init; }

    /// <summary>The bytes a match may start with, for a pattern without atom.</summary>
    public required ByteSet FirstBytes { get; init; }

    /// <inheritdoc/>
    public override void Verify(ReadOnlySpan<byte> text, int atomEnd, YaraScratch scratch)
    {
        var atomStart = atomEnd - AtomLength;
        if (!PrefersAscii || !TryVerify(text, atomStart, isWide: false, scratch))
        {
            TryVerify(text, atomStart, IsWide, scratch);
        }
    }

    /// <summary>Tries every place; for patterns in which no byte is certain.</summary>
    public void VerifyEverywhere(ReadOnlySpan<byte> text, YaraScratch scratch)
    {
        for (var position = 0; position < text.Length && !scratch.Budget.IsSpent; position++)
        {
            if (FirstBytes.Contains(text[position]))
            {
                Verify(text, position, scratch);
            }
        }
    }

    // True when the pattern goes through from the atom on, whatever stands before it.
    private bool TryVerify(ReadOnlySpan<byte> text, int atomStart, bool isWide, YaraScratch scratch)
    {
        var length = scratch.Machine.MatchForward(Rest, text, atomStart, isWide, scratch.Budget);
        if (length < 0)
        {
            return false;
        }

        if (Prefix is null)
        {
            Report(text, atomStart, length, isWide, IsGreedy, scratch);
            return true;
        }

        foreach (var start in scratch.Machine.FindStarts(Prefix, text, atomStart, isWide, scratch.Budget))
        {
            Report(text, start, atomStart - start + length, isWide, IsGreedy, scratch);
        }

        return true;
    }
}
