using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Core.Proxies;
using Sallyport.Protocols.Json;
using Sallyport.Protocols.Llm;

namespace Sallyport.Planes.Llm;

/// <summary>From a request to its route, operation and texts; or to the reason it is not acceptable.</summary>
internal sealed class LlmRequestReader
{
    private const int LongestModel = 256;

    /// <summary>What it takes to describe one text, beside its characters.</summary>
    private const int BytesPerText = 160;

    private readonly RequestBodyReader _bodies;

    internal LlmRequestReader(LlmPlaneOptions options) => _bodies = new RequestBodyReader(options);

    internal async ValueTask<Denial?> ReadAsync(Exchange exchange, ProxyConfig proxy, CancellationToken cancellationToken)
    {
        // (1) The path, before any byte of the body.
        var request = exchange.Http.Request;
        if (LlmRoutes.Find(proxy.Provider, exchange.UpstreamPath) is not { } route)
        {
            return new Denial(DenialCode.PathNotAllowed, 404, $"Proxy '{proxy.Name}' does not serve this path. {NearMiss.Explain(proxy.Provider, exchange.UpstreamPath)}");
        }

        var state = LlmExchange.Begin(exchange, route);
        if (!HttpMethods.Equals(request.Method, route.Method))
        {
            return new Denial(DenialCode.MethodNotAllowed, 405, $"This path takes {route.Method}.");
        }

        if (LlmQuery.Check(request) is { } badQuery)
        {
            return badQuery;
        }

        // (2) The body, if there is one, and (3) the texts in it.
        return route.Format.Request is { } fields
            ? await ReadBodyAsync(exchange, state, fields, cancellationToken)
            : ReadBodyless(exchange, route);
    }

    private async ValueTask<Denial?> ReadBodyAsync(Exchange exchange, LlmExchange state, JsonField fields, CancellationToken cancellationToken)
    {
        var request = exchange.Http.Request;
        if (_bodies.CheckHead(request) is { } badHead)
        {
            return badHead;
        }

        using var body = RequestBodyReader.Rent(request);
        if (await _bodies.ReadAsync(exchange, body, cancellationToken) is { } badBody)
        {
            return badBody;
        }

        // From here on the exchange owns the bytes.
        var length = body.Length;
        state.HeldForBody = body.Counted;
        exchange.Request = new RequestContent(body.Detach(), length);
        return Parse(exchange, state, exchange.Request, fields);
    }

    private static Denial? ReadBodyless(Exchange exchange, LlmRoute route)
    {
        if (exchange.Http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true })
        {
            return new Denial(DenialCode.RequestMalformed, 400, $"{route.Method} takes no body here: it would not be inspected.");
        }

        var subject = route.Path[^1] == '/' ? exchange.UpstreamPath[route.Path.Length..] : "";
        exchange.Operation = new Operation { Name = route.Format.Operation, Subject = subject };
        return null;
    }

    private static Denial? Parse(Exchange exchange, LlmExchange state, RequestContent content, JsonField fields)
    {
        var json = content.Body.Span;
        var finder = state.Finder;
        if (Fault(finder.Find(json, fields)) is { } fault)
        {
            return fault;
        }

        if (json.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
        {
            return Malformed("The body must be one JSON object.");
        }

        if (CheckFacts(finder) is { } ambiguous)
        {
            return ambiguous;
        }

        var named = finder.Fact(LlmFact.Model);
        var model = named.Type == JsonTokenType.None ? state.Format.DefaultModel : named.Text(json);
        if (model is not { Length: > 0 and <= LongestModel })
        {
            return Malformed($"'model' must be a string of 1 to {LongestModel} characters.");
        }

        state.HeldForTexts = HeldFor(finder);
        if (!exchange.TryHold(state.HeldForTexts))
        {
            state.HeldForTexts = 0;
            return BufferBudget.Exhausted;
        }

        content.OwnTexts(Segments(content, finder), finder.MaxChars);
        state.UsageSplice = state.Format.StreamsUsageOnRequest ? UsageSplice.Find(json, finder) : null;
        exchange.Operation = new Operation
        {
            Name = state.Format.Operation,
            Subject = model,
            IsStreaming = finder.Fact(LlmFact.Stream).Type == JsonTokenType.True,
        };
        return null;
    }

    /// <summary>
    /// Refuses what the gateway and the upstream might read differently: two models in one body would let one be authorized and
    /// the other be used.
    /// </summary>
    private static Denial? CheckFacts(JsonTextFinder finder)
    {
        if (finder.HasCaseVariant)
        {
            return Malformed("A property differs from a known one only in upper and lower case. Write it as the API's documentation does.");
        }

        return Once(finder, LlmFact.Model, "model") ?? Once(finder, LlmFact.Stream, "stream")
            ?? Once(finder, LlmFact.StreamOptions, "stream_options") ?? Once(finder, LlmFact.IncludeUsage, "include_usage")
            ?? Once(finder, LlmFact.MaxTokens, "the bound on output tokens") ?? Once(finder, LlmFact.LegacyMaxTokens, "max_tokens")
            ?? Once(finder, LlmFact.AnswerCount, "n");
    }

    private static Denial? Once(JsonTextFinder finder, int fact, string name) =>
        finder.Fact(fact).Count > 1 ? Malformed($"The body holds {name} more than once.") : null;

    private static long HeldFor(JsonTextFinder finder) => ((long)finder.MaxChars * sizeof(char)) + ((long)finder.Texts.Length * BytesPerText);

    private static char[] Segments(RequestContent content, JsonTextFinder finder)
    {
        var chars = ArrayPool<char>.Shared.Rent(Math.Max(finder.MaxChars, 1));
        finder.Decode(content.Body.Span, chars);
        var texts = finder.Texts;
        var segments = new TextSegment[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            segments[i] = new TextSegment();
            FrameSource.Fill(segments[i], texts[i], chars, content.Body.Span, TextSegment.WholeText, offset: 0);
        }

        content.Segments = segments;
        return chars;
    }

    private static Denial? Fault(JsonFault fault) => fault switch
    {
        JsonFault.None => null,
        JsonFault.NotUtf8 => Malformed("The body is not valid UTF-8."),
        JsonFault.TooDeep => Malformed($"The body's JSON is nested deeper than {JsonTextFinder.MaxDepth} levels."),
        JsonFault.TooManyTexts => new Denial(DenialCode.RequestTooLarge, 413, $"The body holds more than {JsonTextFinder.MaxTexts} texts."),
        _ => Malformed("The body is not valid JSON."),
    };

    private static Denial Malformed(string detail) => new(DenialCode.RequestMalformed, 400, detail);
}
