using Sallyport.Core.Exchanges;
using Sallyport.Planes.Llm;
using Sallyport.Protocols.Llm;

namespace Sallyport.Benchmarks;

/// <summary>An answer that comes from memory instead of an upstream, read as the plane reads one.</summary>
internal static class StreamedAnswer
{
    /// <summary>The frames of an event stream.</summary>
    public static IAsyncEnumerable<ResponseFrame> Open(Exchange exchange, LlmRoute? route, byte[] events)
    {
        if (route?.Format.Stream is not { } rules)
        {
            throw new ArgumentException("The path does not stream.", nameof(route));
        }

        var state = LlmExchange.Begin(exchange, route);
        state.IsEventStream = true;
        return ReadAsync(exchange, state, rules, events);
    }

    private static async IAsyncEnumerable<ResponseFrame> ReadAsync(Exchange exchange, LlmExchange state, LlmStreamRules rules, byte[] events)
    {
        using var body = new MemoryStream(events);
        using var reader = new EventStreamReader(exchange, state, rules, body, maxEventBytes: 1 << 20);
        while (await reader.NextAsync(CancellationToken.None) is { } frame)
        {
            yield return frame;
        }
    }
}
