using System.Buffers;
using Microsoft.AspNetCore.Http;
using Sallyport.Core.Proxies;
using Sallyport.Protocols.Llm.Anthropic;
using Sallyport.Protocols.Llm.OpenAi;

namespace Sallyport.Planes.Llm;

/// <summary>
/// The allow-list of paths per provider. Paths are compared whole, so dot segments, doubled slashes, parameters and encoded slashes
/// match nothing. Stored responses (<c>GET /v1/responses/{id}</c>) are left out on purpose: their owner cannot be told from the
/// upstream's account, which all callers share.
/// </summary>
internal static class LlmRoutes
{
    private const int LongestId = 128;

    private static readonly SearchValues<char> IdChars =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:@");

    private static readonly LlmRoute[] OpenAi =
    [
        new("/v1/chat/completions", HttpMethods.Post, ChatCompletions.Format),
        new("/v1/responses", HttpMethods.Post, Responses.Format),
        new("/v1/embeddings", HttpMethods.Post, Embeddings.Format),
        new("/v1/moderations", HttpMethods.Post, Moderations.Format),
        new("/v1/models", HttpMethods.Get, OpenAiModels.Format),
        new("/v1/models/", HttpMethods.Get, OpenAiModels.Format),
    ];

    private static readonly LlmRoute[] Anthropic =
    [
        new("/v1/messages", HttpMethods.Post, Messages.Format),
        new("/v1/messages/count_tokens", HttpMethods.Post, Messages.CountTokens),
        new("/v1/models", HttpMethods.Get, AnthropicModels.Format),
        new("/v1/models/", HttpMethods.Get, AnthropicModels.Format),
    ];

    /// <summary>Finds the route of a path, whatever the method. Null when the provider has no such path.</summary>
    internal static LlmRoute? Find(LlmProvider provider, string path)
    {
        foreach (var route in provider == LlmProvider.Anthropic ? Anthropic : OpenAi)
        {
            var isMatch = route.Path[^1] == '/'
                ? path.StartsWith(route.Path, StringComparison.Ordinal) && IsId(path.AsSpan(route.Path.Length))
                : path == route.Path;
            if (isMatch)
            {
                return route;
            }
        }

        return null;
    }

    /// <summary>Whether a text is a plain id: it can neither climb a path nor carry words.</summary>
    internal static bool IsId(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= LongestId && !text.ContainsAnyExcept(IdChars) && text.ContainsAnyExcept('.');
}
