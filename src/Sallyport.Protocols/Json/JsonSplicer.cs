using System.Buffers;

namespace Sallyport.Protocols.Json;

/// <summary>
/// Writes bytes anew with some ranges changed and all others byte for byte. Changes are given in ascending order and do not
/// overlap; <see cref="Finish"/> writes the rest.
/// </summary>
public ref struct JsonSplicer
{
    private readonly IBufferWriter<byte> _output;
    private readonly ReadOnlySpan<byte> _source;
    private int _copied;

    /// <summary>Begins.</summary>
    public JsonSplicer(IBufferWriter<byte> output, ReadOnlySpan<byte> source)
    {
        _output = output;
        _source = source;
    }

    /// <summary>Replaces a JSON string's content with a text, escaped.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is out of order or outside the bytes.</exception>
    public void ReplaceText(int start, int length, ReadOnlySpan<char> text)
    {
        CopyTo(start, length);
        JsonText.Encode(_output, text);
    }

    /// <summary>Replaces a range with bytes as they are; an empty range inserts, empty bytes remove.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The range is out of order or outside the bytes.</exception>
    public void ReplaceBytes(int start, int length, ReadOnlySpan<byte> bytes)
    {
        CopyTo(start, length);
        _output.Write(bytes);
    }

    /// <summary>Writes what follows the last change.</summary>
    public void Finish() => CopyTo(_source.Length, 0);

    private void CopyTo(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(start, _copied);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + length, _source.Length);
        _output.Write(_source[_copied..start]);
        _copied = start + length;
    }
}
