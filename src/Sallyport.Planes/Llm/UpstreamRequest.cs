using System.Net;
using Microsoft.AspNetCore.Http;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;
using Sallyport.Core.Upstream;

namespace Sallyport.Planes.Llm;

/// <summary>Builds the request the upstream gets.</summary>
internal static class UpstreamRequest
{
    private const int LargestFirstRent = 16 * 1024;

    internal static HttpRequestMessage Create(Exchange exchange, ProxyConfig proxy, LlmExchange state)
    {
        var incoming = exchange.Http.Request;
        var request = new HttpRequestMessage(HttpMethod.Parse(state.Route.Method), Target(proxy.Target, exchange.UpstreamPath, LlmQuery.Format(incoming)))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = proxy.Target.Scheme == Uri.UriSchemeHttps ? HttpVersionPolicy.RequestVersionOrHigher : HttpVersionPolicy.RequestVersionExact,
        };
        if (exchange.Request is { } content)
        {
            request.Content = state.Sent = new SentBody(Body(content, state));
            // They are judged and written down; the answer does not need them.
            content.ReleaseTexts();
            exchange.LetGo(state.HeldForTexts);
        }

        HeaderRules.CopyRequestHeaders(incoming, request, exchange.Credential?.Header);
        if (request.Content is { } body)
        {
            body.Headers.Remove("Content-Type");
            body.Headers.TryAddWithoutValidation("Content-Type", PlainContentType.Of(incoming.ContentType ?? "application/json"));
        }

        request.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        if (exchange.Credential is { } credential)
        {
            request.Headers.TryAddWithoutValidation(credential.Header, credential.Value);
        }

        return request;
    }

    /// <summary>Joins target and path. A target that already ends in <c>/v1</c>, as SDKs write base URLs, does not get a second one.</summary>
    internal static Uri Target(Uri target, string path, string query)
    {
        var prefix = target.AbsolutePath.TrimEnd('/');
        if (prefix.EndsWith("/v1", StringComparison.Ordinal) && path.StartsWith("/v1/", StringComparison.Ordinal))
        {
            prefix = prefix[..^3];
        }

        return new Uri(target.GetLeftPart(UriPartial.Authority) + prefix + path + query);
    }

    private static IReadOnlyList<ReadOnlyMemory<byte>> Body(RequestContent content, LlmExchange state)
    {
        if (state.UsageSplice is null && !BodySplicer.HasChanges(content.Segments))
        {
            return [content.Body];
        }

        var changes = new PooledBytes(Math.Min(content.Body.Length, LargestFirstRent) + 256);
        state.Changes = changes;
        return BodySplicer.Cut(changes, content.Body, content.Segments, state.UsageSplice);
    }
}
