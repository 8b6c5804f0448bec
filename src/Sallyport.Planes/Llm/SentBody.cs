using System.Net;

namespace Sallyport.Planes.Llm;

/// <summary>
/// A request body in pooled memory, in pieces. An upstream may answer before it has taken the whole body; the memory must not go back to the
/// pool while a socket may still read it, so the end of the sending can be awaited.
/// </summary>
/// <param name="pieces">The body.</param>
internal sealed class SentBody(IReadOnlyList<ReadOnlyMemory<byte>> pieces) : HttpContent
{
    private Task? _sending;

    /// <summary>Whether the body has been sent, or the sending has failed, and nobody reads the memory any more.</summary>
    internal bool IsFinished => _sending is { IsCompleted: true };

    /// <summary>Waits until nobody reads the memory. The connection must have been given up or the answer read.</summary>
    internal async ValueTask FinishAsync()
    {
        if (_sending is { IsCompleted: false } sending)
        {
            // How it ended was already told to whoever sent the request.
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _sending = pieces.Count == 1 ? stream.WriteAsync(pieces[0], cancellationToken).AsTask() : SendAsync(stream, cancellationToken);
        return _sending;
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        for (var i = 0; i < pieces.Count; i++)
        {
            length += pieces[i].Length;
        }

        return true;
    }

    private async Task SendAsync(Stream stream, CancellationToken cancellationToken)
    {
        for (var i = 0; i < pieces.Count; i++)
        {
            await stream.WriteAsync(pieces[i], cancellationToken);
        }
    }
}
