using System.Net;

namespace Sallyport.Planes.Llm;

/// <summary>
/// A request body in pooled memory. An upstream may answer before it has taken the whole body; the memory must not go back to the pool
/// while a socket may still read it, so the end of the sending can be awaited.
/// </summary>
/// <param name="bytes">The body.</param>
internal sealed class SentBody(ReadOnlyMemory<byte> bytes) : HttpContent
{
    private Task _sending = Task.CompletedTask;

    /// <summary>Waits until nobody reads the memory. The connection must have been given up or the answer read.</summary>
    internal async ValueTask FinishAsync()
    {
        if (!_sending.IsCompleted)
        {
            // How it ended was already told to whoever sent the request.
            await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _sending = stream.WriteAsync(bytes, cancellationToken).AsTask();
        return _sending;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
