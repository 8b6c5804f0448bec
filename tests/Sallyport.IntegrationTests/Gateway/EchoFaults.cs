using System.Text;
using Microsoft.AspNetCore.Http;

namespace Sallyport.IntegrationTests.Gateway;

/// <summary>Answers that no upstream should give.</summary>
internal static class EchoFaults
{
    private const string Json = "application/json";
    private const string Events = "text/event-stream";
    private const string Chunk = """data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"Half an answer"},"finish_reason":null}]}""";

    /// <summary>The names that <c>fault-NAME</c> may have.</summary>
    internal static async Task WriteAsync(HttpContext http, string name)
    {
        switch (name)
        {
            case "truncated-json":
                await SendAsync(http, 200, Json, """{"id":"c","choices":[{"index":0,"message":{"role":"assist"""u8.ToArray());
                break;
            case "invalid-utf8":
                await SendAsync(http, 200, Json, [.. "{\"id\":\""u8, 0xff, 0xfe, .. "\"}"u8]);
                break;
            case "cut-stream":
                await SendAsync(http, 200, Events, Encoding.UTF8.GetBytes($"{Chunk}\n\n{Chunk[..60]}"));
                break;
            case "broken-stream":
                // The server closes the connection when a handler ends short of the length it promised. An abort could overtake the event.
                http.Response.ContentLength = 10_000;
                await SendAsync(http, 200, Events, Encoding.UTF8.GetBytes($"{Chunk}\n\n"));
                await http.Response.Body.FlushAsync();
                break;
            case "429":
                http.Response.Headers.RetryAfter = "7";
                await SendAsync(http, 429, Json, """{"error":{"message":"Slow down.","type":"rate_limit_error","param":null,"code":"rate_limit_exceeded"}}"""u8.ToArray());
                break;
            case "500":
                await SendAsync(http, 500, Json, """{"error":{"message":"The upstream broke.","type":"server_error","param":null,"code":null}}"""u8.ToArray());
                break;
            default:
                throw new ArgumentException($"There is no fault '{name}'.", nameof(name));
        }
    }

    private static Task SendAsync(HttpContext http, int status, string contentType, byte[] body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        return http.Response.Body.WriteAsync(body).AsTask();
    }
}
