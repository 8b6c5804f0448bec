using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Core.Proxies;
using Sallyport.Protocols.Llm;
using Sallyport.Protocols.Llm.Anthropic;
using Sallyport.Protocols.Llm.OpenAi;

namespace Sallyport.Planes.Llm;

/// <summary>Writes refusals as whole answers, in the form the caller's SDK expects.</summary>
internal static class DenialWriter
{
    internal static async ValueTask WriteAsync(Exchange exchange, Denial denial, CallerWrites writes, CancellationToken cancellationToken)
    {
        var response = exchange.Http.Response;
        if (response.HasStarted)
        {
            return;
        }

        response.StatusCode = denial.Status;
        WriteHeaders(exchange, denial);
        using var body = new PooledBytes(512);
        Shape(exchange).WriteBody(body, Describe(exchange, denial));
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(exchange.Http.Request.Method))
        {
            response.BodyWriter.Write(body.Span);
            exchange.ResponseBytes += body.Length;
            await writes.FlushAsync(exchange.Http, cancellationToken);
        }
    }

    internal static LlmRefusal Describe(Exchange exchange, Denial denial, long sequenceNumber = 0) =>
        new(denial.Status, denial.WireCode, denial.Detail, denial.RuleId, exchange.Id, sequenceNumber);

    private static LlmErrorShape Shape(Exchange exchange)
    {
        if (LlmExchange.Of(exchange) is { } state)
        {
            return state.Format.Errors;
        }

        // The proxy may be unknown: then the path tells whose client this is.
        var isAnthropic = exchange.Proxy is { } proxy
            ? proxy.Provider == LlmProvider.Anthropic
            : exchange.UpstreamPath.StartsWith("/v1/messages", StringComparison.Ordinal);
        return isAnthropic ? AnthropicErrors.Shape : OpenAiErrors.Shape;
    }

    private static void WriteHeaders(Exchange exchange, Denial denial)
    {
        var headers = exchange.Http.Response.Headers;
        headers["X-Request-Id"] = exchange.Id;
        if (denial.Status == StatusCodes.Status401Unauthorized)
        {
            headers.WWWAuthenticate = "Bearer";
        }

        if (denial.Code == DenialCode.MethodNotAllowed && LlmExchange.Of(exchange) is { } state)
        {
            headers.Allow = state.Route.Method;
        }

        if (denial.RetryAfter is { } wait)
        {
            headers.RetryAfter = Text((long)Math.Ceiling(wait.TotalSeconds));
        }

        if (denial.RateLimit is { } limit)
        {
            headers["RateLimit-Limit"] = headers["X-RateLimit-Limit"] = Text(limit.Limit);
            headers["RateLimit-Remaining"] = headers["X-RateLimit-Remaining"] = Text(limit.Remaining);
            headers["RateLimit-Reset"] = headers["X-RateLimit-Reset"] = Text(limit.ResetSeconds);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
