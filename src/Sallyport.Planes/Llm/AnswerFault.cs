using Sallyport.Core.Exchanges;
using Sallyport.Core.Upstream;

namespace Sallyport.Planes.Llm;

/// <summary>What an upstream's answer can have wrong with it.</summary>
internal static class AnswerFault
{
    internal static Denial CutOff { get; } = Invalid("The upstream closed the connection before its answer was complete.");

    internal static Denial Silent { get; } = new(DenialCode.UpstreamTimeout, 504, "The upstream fell silent before its answer was complete.");

    internal static Denial NotJson { get; } = Invalid("The upstream's answer is not the JSON it says it is.");

    internal static Denial BadCoding { get; } = Invalid("The upstream's answer has a Content-Encoding that cannot be inspected.");

    internal static Denial TooManyChannels { get; } = Invalid("The upstream's stream holds more texts at a time than can be inspected.");

    internal static Denial OddIndex { get; } = Invalid("The upstream's stream does not say with whole numbers, and for every text alike, which part each text continues.");

    internal static Denial NotAStream { get; } = Invalid("The upstream answered with a stream where the API has none.");

    internal static Denial EventTooLarge(int limit) => Invalid($"The upstream's stream holds an event larger than {limit} bytes. An operator can raise Llm:MaxEventBytes.");

    internal static Denial TooLarge(int limit) =>
        new(DenialCode.ResponseTooLarge, 502, $"The upstream's answer is larger than {limit} bytes. An operator can raise Llm:MaxResponseBytes.");

    /// <summary>
    /// An answer that is not JSON, such as a proxy's error page. It cannot be inspected field by field, so it is not passed on; its
    /// status is, because clients decide by it whether to try again.
    /// </summary>
    internal static Denial Opaque(int status, string mediaType, TimeSpan? retryAfter) => status >= 400
        ? new Denial(DenialCode.UpstreamInvalid, status, $"The upstream answered {status} with a body of type '{mediaType}', which is not passed on.") { RetryAfter = retryAfter }
        : Invalid($"The upstream answered {status} with a body of type '{mediaType}', which cannot be inspected.");

    /// <summary>What an exception while reading a body means; null where the caller's going away caused it.</summary>
    internal static Denial? Of(Exception exception, Exchange exchange, CancellationToken cancellationToken) => exception switch
    {
        _ when cancellationToken.IsCancellationRequested => null,
        _ when exchange.CallerEnded.IsCancellationRequested => UpstreamClient.CallerEnded,
        _ when exchange.ProxyEnded.IsCancellationRequested => UpstreamClient.ProxyEnded,
        TimeoutException => Silent,
        OperationCanceledException => Silent,
        _ when ContentCoding.IsFault(exception) => BadCoding,
        IOException or HttpRequestException => CutOff,
        _ => null,
    };

    private static Denial Invalid(string detail) => new(DenialCode.UpstreamInvalid, 502, detail);
}
