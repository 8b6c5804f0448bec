using System.Buffers;
using Sallyport.Core.Exchanges;

namespace Sallyport.Planes.Llm;

/// <summary>A growing buffer from the shared pool, cleared when returned: prompts and answers must not surface in another exchange.</summary>
internal sealed class PooledBytes : IBufferWriter<byte>, IDisposable
{
    private byte[] _buffer;
    private int _dirty;

    internal PooledBytes(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    internal int Length { get; private set; }

    /// <summary>What the budget was asked for, in bytes. The first buffer is small and not counted.</summary>
    internal long Counted { get; private set; }

    internal ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    internal ReadOnlySpan<byte> Span => _buffer.AsSpan(0, Length);

    public void Advance(int count)
    {
        Length += count;
        _dirty = Math.Max(_dirty, Length);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _buffer.AsSpan(Length);
    }

    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        Length = 0;
        Release(buffer, _dirty);
        _dirty = 0;
    }

    internal void Clear() => Length = 0;

    /// <summary>Takes ranges out of what was written; they ascend and do not overlap. Each byte that stays moves up once.</summary>
    /// <returns>How many bytes were moved.</returns>
    internal int Remove(IReadOnlyList<(int Start, int End)> ranges)
    {
        if (ranges.Count == 0)
        {
            return 0;
        }

        var first = ranges[0].Start;
        var length = first;
        for (var i = 0; i < ranges.Count; i++)
        {
            var kept = Span[ranges[i].End..(i + 1 < ranges.Count ? ranges[i + 1].Start : Length)];
            kept.CopyTo(_buffer.AsSpan(length));
            length += kept.Length;
        }

        Length = length;
        return length - first;
    }

    /// <summary>
    /// Makes room for more within the budget of all exchanges; false when there is none. While the bytes move, both buffers are there.
    /// </summary>
    /// <param name="exchange">Who holds the bytes.</param>
    /// <param name="announced">The length the sender announced. Believed up to four times what has come: announcing costs nothing.</param>
    internal bool TryMakeRoom(Exchange exchange, long announced = 0)
    {
        if (_buffer.Length > Length)
        {
            return true;
        }

        var next = Math.Max(_buffer.Length * 2L, Math.Min(announced + 1, _buffer.Length * 4L));
        if (!exchange.TryHold(next))
        {
            return false;
        }

        Reserve((int)Math.Min(next, Array.MaxLength) - Length);
        exchange.LetGo(Counted);
        Counted = next;
        return true;
    }

    /// <summary>Hands the array over to someone who will return it to the pool.</summary>
    internal byte[] Detach()
    {
        var buffer = _buffer;
        _buffer = [];
        Length = 0;
        return buffer;
    }

    private void Reserve(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 1);
        if (_buffer.Length - Length >= needed)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, Length + needed));
        Span.CopyTo(larger);
        var old = _buffer;
        _buffer = larger;
        Release(old, _dirty);
    }

    private static void Release(byte[] buffer, int dirty)
    {
        if (buffer.Length > 0)
        {
            // What was never written is not touched: clearing it would make the system provide memory for it.
            buffer.AsSpan(0, dirty).Clear();
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
