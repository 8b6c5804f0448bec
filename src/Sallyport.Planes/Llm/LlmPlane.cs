using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;
using Sallyport.Core.Upstream;

namespace Sallyport.Planes.Llm;

/// <summary>
/// LLM APIs: OpenAI's, compatible ones, and Anthropic's. Bodies pass through byte for byte but for the texts that stages changed and
/// the request for usage figures.
/// </summary>
public sealed class LlmPlane : IPlane
{
    private readonly UpstreamClient _upstream;
    private readonly CallerWrites _writes;
    private readonly LlmPlaneOptions _options;
    private readonly LlmRequestReader _requests;

    /// <summary>Makes the plane.</summary>
    public LlmPlane(UpstreamClient upstream, CallerWrites writes, IOptions<LlmPlaneOptions> options)
    {
        _upstream = upstream;
        _writes = writes;
        _options = options.Value;
        _requests = new LlmRequestReader(_options);
    }

    /// <inheritdoc />
    public PlaneKind Kind => PlaneKind.Llm;

    /// <inheritdoc />
    public ValueTask<Denial?> ReadRequestAsync(Exchange exchange, CancellationToken cancellationToken) =>
        _requests.ReadAsync(exchange, ProxyOf(exchange), cancellationToken);

    /// <inheritdoc />
    public async IAsyncEnumerable<ResponseFrame> ForwardAsync(Exchange exchange, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var state = StateOf(exchange);
        IAnswerReader? reader = null;
        try
        {
            reader = await SendAsync(exchange, state, cancellationToken);
            while (await reader.NextAsync(cancellationToken) is { } frame)
            {
                exchange.Denial ??= frame.Denial;
                yield return frame;
            }
        }
        finally
        {
            // Also when the caller went away: what the upstream worked for is billed.
            exchange.Usage = UsageRecord.Of(exchange, state);
            reader?.Dispose();
            await state.CloseAsync();
        }
    }

    /// <inheritdoc />
    public ValueTask WriteResponseAsync(Exchange exchange, IAsyncEnumerable<ResponseFrame> frames, CancellationToken cancellationToken) =>
        new LlmResponseWriter(exchange, StateOf(exchange), _writes).WriteAsync(frames, cancellationToken);

    /// <inheritdoc />
    public ValueTask WriteDenialAsync(Exchange exchange, Denial denial, CancellationToken cancellationToken) =>
        DenialWriter.WriteAsync(exchange, denial, _writes, cancellationToken);

    private async ValueTask<IAnswerReader> SendAsync(Exchange exchange, LlmExchange state, CancellationToken cancellationToken)
    {
        var proxy = ProxyOf(exchange);
        var request = UpstreamRequest.Create(exchange, proxy, state);
        var started = Stopwatch.GetTimestamp();
        var result = await _upstream.SendAsync(request, proxy.Id, exchange.ProxyEnded, exchange.CallerEnded, cancellationToken);
        if (result.Response is not { } head)
        {
            return new RefusalReader(result.Denial ?? AnswerFault.CutOff);
        }

        state.Head = head;
        state.ReleaseRequest(exchange);
        exchange.Answer = new UpstreamAnswer((int)head.StatusCode, Attempts: 1, Stopwatch.GetTimestamp() - started);
        try
        {
            return await AnswerReaders.OpenAsync(exchange, state, head, _options, cancellationToken);
        }
        catch (Exception exception) when (AnswerFault.Of(exception, exchange, cancellationToken) is { } fault)
        {
            return new RefusalReader(fault);
        }
    }

    private static ProxyConfig ProxyOf(Exchange exchange) =>
        exchange.Proxy ?? throw new InvalidOperationException("ResolveProxyStage passed an exchange without a proxy.");

    private static LlmExchange StateOf(Exchange exchange) =>
        LlmExchange.Of(exchange) ?? throw new InvalidOperationException("ReadRequestStage did not read this exchange.");
}
