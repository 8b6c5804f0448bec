namespace Sallyport.Core.Upstream;

/// <summary>A read-only stream whose reads fail with <see cref="TimeoutException"/> when the other side stays silent too long.</summary>
internal sealed class IdleTimeoutStream(Stream inner, CancellationTokenSource source, TimeSpan idle, CancellationToken caller) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The timer is set only for reads that really wait: most reads of a fast stream find bytes already there.
        var read = inner.ReadAsync(buffer, source.Token);
        if (read.IsCompletedSuccessfully)
        {
            return read;
        }

        source.CancelAfter(idle);
        return AwaitAsync(read);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Upstream bodies are read asynchronously.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> AwaitAsync(ValueTask<int> read)
    {
        try
        {
            return await read;
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            throw new TimeoutException($"The upstream was silent for {idle}.");
        }
        finally
        {
            source.CancelAfter(Timeout.InfiniteTimeSpan);
        }
    }
}
