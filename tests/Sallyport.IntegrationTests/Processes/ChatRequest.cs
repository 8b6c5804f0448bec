using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Sallyport.IntegrationTests.Processes;

/// <summary>Chat requests of OpenAI's dialect.</summary>
internal static class ChatRequest
{
    /// <summary>The path behind a proxy's URL.</summary>
    internal const string Path = "/v1/chat/completions";

    /// <summary>The body of a request with one message.</summary>
    internal static string Body(string text, string model = "echo-0-0", bool isStream = false) =>
        new JsonObject
        {
            ["model"] = model,
            ["stream"] = isStream,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = text }),
        }.ToJsonString();

    /// <summary>A request with one message.</summary>
    internal static HttpRequestMessage Create(Uri gateway, string proxy, string? key, string text, string model = "echo-0-0", bool isStream = false) =>
        Create(gateway, proxy, key, new StringContent(Body(text, model, isStream), Encoding.UTF8, "application/json"));

    /// <summary>A request with a body of any kind.</summary>
    internal static HttpRequestMessage Create(Uri gateway, string proxy, string? key, HttpContent body) => new(HttpMethod.Post, new Uri(gateway, $"/llm/{proxy}{Path}"))
    {
        Content = body,
        Headers = { Authorization = key is null ? null : new AuthenticationHeaderValue("Bearer", key) },
    };
}
