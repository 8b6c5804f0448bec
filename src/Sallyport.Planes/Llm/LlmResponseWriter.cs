using System.Buffers;
using System.IO.Pipelines;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Core.Upstream;

namespace Sallyport.Planes.Llm;

/// <summary>
/// Writes one exchange's frames to the caller. Frames that are there at the same time leave in one write; as soon as the next one has to be
/// waited for, what is written is sent. A large frame is sent in pieces, so that it can be seen whether the caller takes any of it.
/// </summary>
internal sealed class LlmResponseWriter(Exchange exchange, LlmExchange state, CallerWrites writes)
{
    /// <summary>Sent even when more frames are there, so that a fast upstream does not fill memory.</summary>
    private const long FlushAt = 32 * 1024;

    private readonly PipeWriter _output = exchange.Http.Response.BodyWriter;
    private bool _hasBegun;

    internal async ValueTask WriteAsync(IAsyncEnumerable<ResponseFrame> frames, CancellationToken cancellationToken)
    {
        await using var source = frames.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            var next = source.MoveNextAsync();
            if (_hasBegun && _output.UnflushedBytes > 0 && (!next.IsCompleted || _output.UnflushedBytes >= FlushAt))
            {
                try
                {
                    await writes.FlushAsync(exchange.Http, cancellationToken);
                }
                catch (Exception exception) when (exception is IOException or OperationCanceledException)
                {
                    // The source cannot be disposed of while it is asked. The closed connection ends the asking.
                    await ((Task)next.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    throw;
                }
            }

            if (!await next)
            {
                break;
            }

            if (source.Current.Denial is { } denial)
            {
                exchange.Denial ??= denial;
                await EndAsync(denial, cancellationToken);
                return;
            }

            Begin();
            if (source.Current.Bytes.Length > CallerWrites.PieceBytes)
            {
                await WriteLargeAsync(source.Current, cancellationToken);
            }
            else
            {
                WriteFrame(source.Current);
            }
        }

        Begin();
        await CompleteAsync();
    }

    private void Begin()
    {
        if (!_hasBegun)
        {
            WriteHead();
            _hasBegun = true;
        }
    }

    private void WriteHead()
    {
        var response = exchange.Http.Response;
        if (state.Head is { } head)
        {
            response.StatusCode = (int)head.StatusCode;
            HeaderRules.CopyResponseHeaders(head, response, exchange.Credential);
            response.ContentType = response.ContentType is { } type ? PlainContentType.Of(type) : Read(head);
        }

        if (state.IsEventStream)
        {
            // Buffering proxies between us and the caller would turn the stream into one block.
            response.Headers.CacheControl = "no-cache";
            response.Headers["X-Accel-Buffering"] = "no";
        }
    }

    // A type that cannot be repeated is said in our words: without one, a browser would guess.
    private string? Read(HttpResponseMessage head) =>
        !head.Content.Headers.NonValidated.Contains("Content-Type") ? null : state.IsEventStream ? "text/event-stream" : "application/json";

    private void WriteFrame(ResponseFrame frame)
    {
        var before = _output.UnflushedBytes;
        if (BodySplicer.HasChanges(frame.Segments))
        {
            BodySplicer.Write(_output, frame.Bytes.Span, frame.Segments);
        }
        else
        {
            _output.Write(frame.Bytes.Span);
        }

        exchange.ResponseBytes += _output.UnflushedBytes - before;
    }

    private async ValueTask WriteLargeAsync(ResponseFrame frame, CancellationToken cancellationToken)
    {
        using var changes = new PooledBytes(256);
        IReadOnlyList<ReadOnlyMemory<byte>> parts =
            BodySplicer.HasChanges(frame.Segments) ? BodySplicer.Cut(changes, frame.Bytes, frame.Segments, usage: null) : [frame.Bytes];
        if (!state.IsEventStream)
        {
            // An answer that is no stream is one frame: say its length instead of sending chunks.
            exchange.Http.Response.ContentLength = parts.Sum(part => (long)part.Length);
        }

        foreach (var part in parts)
        {
            for (var rest = part; rest.Length > 0;)
            {
                var piece = rest[..Math.Min(rest.Length, CallerWrites.PieceBytes)];
                rest = rest[piece.Length..];
                _output.Write(piece.Span);
                exchange.ResponseBytes += piece.Length;
                await writes.FlushAsync(exchange.Http, cancellationToken);
            }
        }
    }

    private async ValueTask EndAsync(Denial denial, CancellationToken cancellationToken)
    {
        if (!_hasBegun)
        {
            await DenialWriter.WriteAsync(exchange, denial, writes, cancellationToken);
            return;
        }

        if (!state.IsEventStream || state.Format.Stream is not { } rules)
        {
            // Half a JSON document cannot carry an error; a cut connection is the only honest end.
            exchange.Http.Abort();
            return;
        }

        var before = _output.UnflushedBytes;
        rules.WriteError(_output, DenialWriter.Describe(exchange, denial, state.SequenceNumber + 1));
        exchange.ResponseBytes += _output.UnflushedBytes - before;
        await writes.CompleteAsync(exchange.Http);
    }

    private async ValueTask CompleteAsync()
    {
        var response = exchange.Http.Response;
        if (!response.HasStarted && exchange.ResponseBytes > 0)
        {
            // The whole answer is still here: say its length instead of sending chunks.
            response.ContentLength = exchange.ResponseBytes;
        }

        await writes.CompleteAsync(exchange.Http);
    }
}
