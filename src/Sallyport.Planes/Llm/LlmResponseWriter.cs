using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Upstream;

namespace Sallyport.Planes.Llm;

/// <summary>
/// Writes frames to the caller. Frames that are there at the same time leave in one write; as soon as the next one has to be waited
/// for, what is written is sent.
/// </summary>
internal static class LlmResponseWriter
{
    /// <summary>Sent even when more frames are there, so that a fast upstream does not fill memory.</summary>
    private const long FlushAt = 32 * 1024;

    internal static async ValueTask WriteAsync(
        Exchange exchange, LlmExchange state, IAsyncEnumerable<ResponseFrame> frames, CancellationToken cancellationToken)
    {
        var output = exchange.Http.Response.BodyWriter;
        var hasBegun = false;
        await using var source = frames.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            var next = source.MoveNextAsync();
            if (hasBegun && output.UnflushedBytes > 0 && (!next.IsCompleted || output.UnflushedBytes >= FlushAt))
            {
                await output.FlushAsync(cancellationToken);
            }

            if (!await next)
            {
                break;
            }

            if (source.Current.Denial is { } denial)
            {
                exchange.Denial ??= denial;
                await EndAsync(exchange, state, denial, hasBegun, cancellationToken);
                return;
            }

            Begin(exchange, state, ref hasBegun);
            WriteFrame(exchange, source.Current, output);
        }

        Begin(exchange, state, ref hasBegun);
        await CompleteAsync(exchange);
    }

    private static void Begin(Exchange exchange, LlmExchange state, ref bool hasBegun)
    {
        if (!hasBegun)
        {
            WriteHead(exchange, state);
            hasBegun = true;
        }
    }

    private static void WriteHead(Exchange exchange, LlmExchange state)
    {
        var response = exchange.Http.Response;
        if (state.Head is { } head)
        {
            response.StatusCode = (int)head.StatusCode;
            HeaderRules.CopyResponseHeaders(head, response, exchange.Credential);
            response.ContentType = response.ContentType is { } type ? PlainContentType.Of(type) : Read(state, head);
        }

        if (state.IsEventStream)
        {
            // Buffering proxies between us and the caller would turn the stream into one block.
            response.Headers.CacheControl = "no-cache";
            response.Headers["X-Accel-Buffering"] = "no";
        }
    }

    // A type that cannot be repeated is said in our words: without one, a browser would guess.
    private static string? Read(LlmExchange state, HttpResponseMessage head) =>
        !head.Content.Headers.NonValidated.Contains("Content-Type") ? null : state.IsEventStream ? "text/event-stream" : "application/json";

    private static void WriteFrame(Exchange exchange, ResponseFrame frame, PipeWriter output)
    {
        var before = output.UnflushedBytes;
        if (BodySplicer.HasChanges(frame.Segments))
        {
            BodySplicer.Write(output, frame.Bytes.Span, frame.Segments);
        }
        else
        {
            System.Buffers.BuffersExtensions.Write(output, frame.Bytes.Span);
        }

        exchange.ResponseBytes += output.UnflushedBytes - before;
    }

    private static async ValueTask EndAsync(Exchange exchange, LlmExchange state, Denial denial, bool hasBegun, CancellationToken cancellationToken)
    {
        if (!hasBegun)
        {
            await DenialWriter.WriteAsync(exchange, denial, cancellationToken);
            return;
        }

        if (!state.IsEventStream || state.Format.Stream is not { } rules)
        {
            // Half a JSON document cannot carry an error; a cut connection is the only honest end.
            exchange.Http.Abort();
            return;
        }

        var output = exchange.Http.Response.BodyWriter;
        var before = output.UnflushedBytes;
        rules.WriteError(output, DenialWriter.Describe(exchange, denial, state.SequenceNumber + 1));
        exchange.ResponseBytes += output.UnflushedBytes - before;
        await exchange.Http.Response.CompleteAsync();
    }

    private static async ValueTask CompleteAsync(Exchange exchange)
    {
        var response = exchange.Http.Response;
        if (!response.HasStarted && exchange.ResponseBytes > 0)
        {
            // The whole answer is still here: say its length instead of sending chunks.
            response.ContentLength = exchange.ResponseBytes;
        }

        await response.CompleteAsync();
    }
}
