using Microsoft.Extensions.Primitives;
using Sallyport.Core.Exchanges;

namespace Sallyport.Planes.Llm;

/// <summary>Chooses how an answer is read, from what its head says.</summary>
internal static class AnswerReaders
{
    internal static async ValueTask<IAnswerReader> OpenAsync(
        Exchange exchange, LlmExchange state, HttpResponseMessage head, LlmPlaneOptions options, CancellationToken cancellationToken)
    {
        var content = head.Content;
        var status = (int)head.StatusCode;
        if (content.Headers.ContentLength > options.MaxResponseBytes)
        {
            return new RefusalReader(AnswerFault.TooLarge(options.MaxResponseBytes));
        }

        // The upstream was asked for no coding, but what it sends counts, not what it was asked for.
        var coding = content.Headers.NonValidated.TryGetValues("Content-Encoding", out var codings) ? codings.ToString() : "";
        var raw = await content.ReadAsStreamAsync(cancellationToken);
        if (ContentCoding.Decode(raw, coding) is not { } body)
        {
            return new RefusalReader(AnswerFault.BadCoding);
        }

        var mediaType = MediaType(content);
        if (mediaType.Equals("text/event-stream", StringComparison.OrdinalIgnoreCase))
        {
            state.IsEventStream = true;
            return state.Format.Stream is { } rules
                ? new EventStreamReader(exchange, state, rules, body, options.MaxEventBytes)
                : new RefusalReader(AnswerFault.NotAStream);
        }

        var isJson = mediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || mediaType.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
        return isJson || content.Headers.ContentLength == 0 || status is 204 or 304
            ? new WholeAnswerReader(exchange, state, body, content.Headers.ContentLength, options.MaxResponseBytes)
            : new RefusalReader(AnswerFault.Opaque(status, Shown(exchange, mediaType), RetryAfter(head)));
    }

    private static string MediaType(HttpContent content)
    {
        if (!content.Headers.NonValidated.TryGetValues("Content-Type", out var values))
        {
            return "";
        }

        var type = new StringSegment(values.ToString());
        var end = type.IndexOf(';');
        return (end < 0 ? type : type.Subsegment(0, end)).Trim().ToString();
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage head) => head.Headers.RetryAfter?.Delta;

    // Part of our own refusal, which no response stage looks through.
    private static string Shown(Exchange exchange, string type) =>
        exchange.Credential?.IsIn(type) is true ? "(withheld)" : type.Length <= 64 ? type : type[..64];
}
