using System.Buffers;

namespace Sallyport.Planes.Llm;

/// <summary>A growing buffer from the shared pool, cleared when returned: prompts and answers must not surface in another exchange.</summary>
internal sealed class PooledBytes : IBufferWriter<byte>, IDisposable
{
    private byte[] _buffer;

    internal PooledBytes(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    internal int Length { get; private set; }

    internal ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    internal ReadOnlySpan<byte> Span => _buffer.AsSpan(0, Length);

    public void Advance(int count) => Length += count;

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
        Release(buffer);
    }

    internal void Clear() => Length = 0;

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
        Release(old);
    }

    private static void Release(byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }
}
