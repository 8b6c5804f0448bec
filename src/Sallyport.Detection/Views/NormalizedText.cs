using System.Buffers;

namespace Sallyport.Detection.Views;

/// <summary>The normalised form of a text in pooled memory, with the way back to the original offsets.</summary>
internal struct NormalizedText : IDisposable
{
    private char[]? _characters;
    private int[]? _origins;
    private int _length;

    /// <summary>Whether the normalised form differs from the original.</summary>
    public readonly bool IsDifferent => _characters is not null;

    /// <summary>The normalised characters; empty when the form does not differ.</summary>
    public readonly ReadOnlySpan<char> Characters => _characters.AsSpan(0, _length);

    /// <summary>For each normalised character where it came from; empty when every offset is its own origin.</summary>
    public readonly ReadOnlySpan<int> Origins => _origins.AsSpan(0, _origins is null ? 0 : _length + 1);

    /// <summary>Normalises a text. Plain ASCII, and text without anything to fold, costs one vectorised look and no memory.</summary>
    public static NormalizedText Of(ReadOnlySpan<char> text)
    {
        var first = TextNormalizer.FirstChange(text);
        if (first < 0)
        {
            return default;
        }

        var normalized = new NormalizedText { _characters = ArrayPool<char>.Shared.Rent(text.Length) };
        var origins = ArrayPool<int>.Shared.Rent(text.Length + 1);
        normalized._length = TextNormalizer.Fold(text, first, normalized._characters, origins, originOffset: 0);
        if (normalized._length == text.Length)
        {
            ArrayPool<int>.Shared.Return(origins);
        }
        else
        {
            origins[normalized._length] = text.Length;
            normalized._origins = origins;
        }

        return normalized;
    }

    /// <summary>Returns the memory.</summary>
    public void Dispose()
    {
        if (_characters is not null)
        {
            // A caller's words must not surface in another exchange; the offsets tell nothing.
            _characters.AsSpan(0, _length).Clear();
            ArrayPool<char>.Shared.Return(_characters);
            _characters = null;
        }

        if (_origins is not null)
        {
            ArrayPool<int>.Shared.Return(_origins);
            _origins = null;
        }
    }
}
