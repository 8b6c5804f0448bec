using Sallyport.Detection.Yara.Patterns;

namespace Sallyport.Detection.Yara.Matching;

/// <summary>Compares a text, perhaps without case or combined with a key.</summary>
internal sealed class LiteralProbe : Probe
{
    /// <summary>The bytes, wide ones with their zeros.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>Where the atom ends in the bytes.</summary>
    public required int AtomEnd { get; init; }

    /// <summary>Whether case matters not.</summary>
    public required bool IsNoCase { get; init; }

    /// <summary>Lowest and highest key; null without keys.</summary>
    public (byte First, byte Last)? Keys { get; init; }

    /// <inheritdoc/>
    public override void Verify(ReadOnlySpan<byte> text, int atomEnd, YaraScratch scratch)
    {
        var start = atomEnd - AtomEnd;
        if (start < 0 || start + Bytes.Length > text.Length)
        {
            return;
        }

        var found = text.Slice(start, Bytes.Length);
        if (Keys is { } keys ? IsCombined(found, keys) : IsNoCase ? IsFolded(found) : found.SequenceEqual(Bytes))
        {
            Report(text, start, Bytes.Length, IsWide, replaces: false, scratch);
        }
    }

    private bool IsCombined(ReadOnlySpan<byte> found, (byte First, byte Last) keys)
    {
        var key = found[0] ^ Bytes[0];
        if (key < keys.First || key > keys.Last)
        {
            return false;
        }

        for (var index = 1; index < Bytes.Length; index++)
        {
            if ((found[index] ^ Bytes[index]) != key)
            {
                return false;
            }
        }

        return true;
    }

    private bool IsFolded(ReadOnlySpan<byte> found)
    {
        for (var index = 0; index < Bytes.Length; index++)
        {
            if (ByteAutomaton.Fold(found[index]) != ByteAutomaton.Fold(Bytes[index]))
            {
                return false;
            }
        }

        return true;
    }
}
