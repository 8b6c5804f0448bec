using System.Buffers;

namespace Sallyport.Core.Upstream;

/// <summary>
/// An HTTP/1.1 connection to an upstream that may refuse a large request before it has taken all of it, and close. The client above sends
/// first and reads afterwards; it would report the broken sending and never see why. So while a write waits, this stream listens: an error that
/// arrives ends the sending, what is left of the body is dropped, and the client reads the answer.
/// </summary>
/// <remarks>
/// The upstream has not taken the whole request, so the connection is of no further use; the answer is given a <c>Connection: close</c>, which
/// the client obeys. Only for requests of some size: reading through a buffer of its own costs a little, and a small body fits into the
/// system's buffers.
/// </remarks>
internal sealed class EarlyAnswerStream(Stream inner) : Stream
{
    private const int ChunkBytes = 16 * 1024;
    private const int MostHeadBytes = 64 * 1024;

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ArrayBufferWriter<byte> _seen = new();
    private readonly byte[] _chunk = new byte[ChunkBytes];
    private int _taken;
    private Task? _filling;
    private volatile bool _isEnd;
    private volatile bool _isWriting;
    private volatile bool _isCut;
    private bool _isWatched;
    private bool _isMarked;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (IsDrained && !_isEnd)
        {
            await FillAsync();
        }

        if (_isCut && !_isMarked)
        {
            await MarkAsync();
        }

        lock (_gate)
        {
            var bytes = Unread;
            var count = Math.Min(bytes.Length, buffer.Length);
            bytes[..count].CopyTo(buffer.Span);
            _taken += count;
            if (_taken == _seen.WrittenCount)
            {
                _seen.ResetWrittenCount();
                _taken = 0;
            }

            return count;
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isCut)
        {
            return default;
        }

        var write = inner.WriteAsync(buffer, _stop.Token);
        return write.IsCompletedSuccessfully ? write : ListenAsync(write);
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => _isCut ? Task.CompletedTask : inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Upstream connections are read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Upstream connections are written asynchronously.");

    public override void Flush() => throw new NotSupportedException("Upstream connections are written asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            _stop.Dispose();
        }

        base.Dispose(disposing);
    }

    private ReadOnlySpan<byte> Unread => _seen.WrittenSpan[_taken..];

    private bool IsDrained
    {
        get
        {
            lock (_gate)
            {
                return Unread.IsEmpty;
            }
        }
    }

    private async ValueTask ListenAsync(ValueTask write)
    {
        // One watcher however many writes wait in turn: each would hold on to the same read until the upstream says something.
        bool isFirst;
        lock (_gate)
        {
            _isWriting = true;
            isFirst = !_isWatched;
            _isWatched = true;
        }

        if (isFirst)
        {
            _ = WatchAsync();
        }

        try
        {
            await write;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // Refused or closed: what the upstream said before that, if anything, is the answer. If it said nothing, reading fails.
            _isCut = true;
        }
        finally
        {
            _isWriting = false;
        }
    }

    /// <summary>Reads ahead until it is clear whether the answer is an error. Ends no later than the connection.</summary>
    private async Task WatchAsync()
    {
        try
        {
            while (IsWatchWanted())
            {
                await FillAsync();
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // Whoever reads next gets the same fault, and no later write can hear more: the watcher stays on record.
        }
    }

    // The watcher leaves under the lock, so that no write begins in the belief that it is still there.
    private bool IsWatchWanted()
    {
        // Outside the lock: it may end the write, and what waits for that runs on this thread.
        var isUndecided = Judge();
        lock (_gate)
        {
            return _isWatched = isUndecided && _isWriting;
        }
    }

    /// <summary>Ends the sending where the upstream refused it or is gone. Answers whether more bytes could change the judgement.</summary>
    private bool Judge()
    {
        bool isError, isUndecided;
        lock (_gate)
        {
            isError = EarlyHead.IsError(Unread);
            isUndecided = EarlyHead.IsUndecided(Unread) && Unread.Length < MostHeadBytes;
        }

        if ((isError || _isEnd) && _isWriting)
        {
            _isCut = true;
            _stop.Cancel();
        }

        return isUndecided && !_isEnd;
    }

    /// <summary>One read at a time, shared by whoever waits for bytes.</summary>
    private Task FillAsync()
    {
        lock (_gate)
        {
            return _filling = _filling is null or { IsCompletedSuccessfully: true } ? FillCoreAsync() : _filling;
        }
    }

    private async Task FillCoreAsync()
    {
        var read = await inner.ReadAsync(_chunk, CancellationToken.None);
        lock (_gate)
        {
            _seen.Write(_chunk.AsSpan(0, read));
            _isEnd = read == 0;
        }

        // Here and not by whoever waits: the client must not get the first bytes of an answer that is still to be marked.
        if (_isWriting)
        {
            Judge();
        }
    }

    /// <summary>Adds the header that keeps the client from using the connection again.</summary>
    private async ValueTask MarkAsync()
    {
        _isMarked = true;
        while (true)
        {
            lock (_gate)
            {
                var bytes = Unread;
                var at = EarlyHead.HeadersAt(bytes);
                if (at >= 0)
                {
                    byte[] marked = [.. bytes[..at], .. "Connection: close\r\n"u8, .. bytes[at..]];
                    _seen.ResetWrittenCount();
                    _seen.Write(marked);
                    _taken = 0;
                    return;
                }

                if (_isEnd || bytes.Length > MostHeadBytes)
                {
                    // No answer: the client fails on it and gives the connection up.
                    return;
                }
            }

            await FillAsync();
        }
    }
}
