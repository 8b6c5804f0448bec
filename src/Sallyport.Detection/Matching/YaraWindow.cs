using System.Buffers;

namespace Sallyport.Detection.Matching;

/// <summary>
/// The end of a stream as YARA rules see it: the last <see cref="Size"/> characters, looked at every <see cref="Step"/> characters and
/// at the end; where a rule redacts or blocks, every <see cref="StrictStep"/>, and what a string may have begun in is held until it was
/// looked at whole. Counts and <c>filesize</c> are those of the window.
/// </summary>
/// <param name="reach">Characters held behind the last look; 0 when nothing is held.</param>
internal sealed class YaraWindow(int reach) : IDisposable
{
    /// <summary>Most characters a rule sees at once.</summary>
    public const int Size = 4096;

    /// <summary>Characters between two looks.</summary>
    public const int Step = 512;

    /// <summary>Characters between two looks where text is held.</summary>
    public const int StrictStep = 64;

    private char[]? _buffer;
    private int _length;
    private int _fresh;

    /// <summary>Where the window starts in the stream.</summary>
    public int Start { get; private set; }

    /// <summary>Whether enough has come for a look.</summary>
    public bool IsDue => _fresh >= (reach > 0 ? StrictStep : Step);

    /// <summary>Where the text begins that must not leave yet; <see cref="int.MaxValue"/> when nothing is held.</summary>
    public int HeldFrom => reach > 0 ? Math.Max(0, Start + _length - _fresh - reach) : int.MaxValue;

    /// <summary>Whether anything was not looked at yet.</summary>
    public bool HasFresh => _fresh > 0;

    /// <summary>Takes text: at most <see cref="Size"/> characters at once.</summary>
    public void Append(ReadOnlySpan<char> text)
    {
        _buffer ??= ArrayPool<char>.Shared.Rent(Size);
        var dropped = Math.Max(0, _length + text.Length - Size);
        _buffer.AsSpan(dropped, _length - dropped).CopyTo(_buffer);
        _length -= dropped;
        Start += dropped;
        text.CopyTo(_buffer.AsSpan(_length));
        _length += text.Length;
        _fresh += text.Length;
    }

    /// <summary>The window, to be looked at.</summary>
    public ReadOnlySpan<char> Take()
    {
        _fresh = 0;
        return _buffer.AsSpan(0, _length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_buffer is not null)
        {
            ArrayPool<char>.Shared.Return(_buffer);
            _buffer = null;
        }
    }
}
