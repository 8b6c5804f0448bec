using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sallyport.IntegrationTests.Gateway;

/// <summary>
/// An LLM provider on a free loopback port that repeats what it was told, in the framing of the path it was asked on, cut as
/// <see cref="EchoScript"/> says, and that keeps what it received.
/// </summary>
internal sealed class EchoUpstream : IAsyncDisposable
{
    private static readonly Dictionary<string, EchoFraming> Framings = new(StringComparer.Ordinal)
    {
        ["/v1/chat/completions"] = new ChatFraming(),
        ["/v1/responses"] = new ResponsesFraming(),
        ["/v1/messages"] = new MessagesFraming(),
    };

    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedRequest> _received = new();
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private EchoUpstream()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    /// <summary>Where it listens.</summary>
    internal Uri Url => new(_app.Urls.First());

    /// <summary>What it received, oldest first.</summary>
    internal IReadOnlyCollection<ReceivedRequest> Received => _received;

    /// <summary>What it says instead of what it was told; null echoes.</summary>
    internal string? Says { get; set; }

    /// <summary>Ends when a caller went away in the middle of an answer.</summary>
    internal Task Aborted => _aborted.Task;

    internal static async Task<EchoUpstream> StartAsync()
    {
        var upstream = new EchoUpstream();
        await upstream._app.StartAsync();
        return upstream;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(http.RequestAborted);
        _received.Enqueue(new ReceivedRequest(http.Request.Method, http.Request.Path + http.Request.QueryString, new HeaderDictionary(http.Request.Headers.ToDictionary()), text));
        var body = text.Length == 0 ? [] : JsonNode.Parse(text)?.AsObject() ?? [];
        if (http.Request.Path == "/v1/embeddings")
        {
            await WriteJsonAsync(http, EchoAnswers.Embeddings(body));
        }
        else if (http.Request.Path == "/v1/models")
        {
            await WriteJsonAsync(http, EchoAnswers.Models);
        }
        else if (Framings.TryGetValue(http.Request.Path.Value ?? "", out var framing))
        {
            await AnswerAsync(http, framing, body);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await WriteJsonAsync(http, EchoAnswers.NotFound);
        }
    }

    private async Task AnswerAsync(HttpContext http, EchoFraming framing, JsonObject body)
    {
        var model = (string?)body["model"] ?? "echo-0-0";
        var script = EchoScript.Parse(model);
        var told = Says ?? framing.ReadTold(body);
        var said = script.IsToolCall ? new JsonObject { ["to"] = told, ["list"] = new JsonArray(told, 1, null) }.ToJsonString(EchoFraming.Json) : told;
        switch (script.Kind)
        {
            case "fault":
                await EchoFaults.WriteAsync(http, script.Name);
                break;
            case "hang":
                await HangAsync(http, framing.Stream(["One moment. "], model, isToolCall: false, withUsage: false));
                break;
            default:
                if ((bool?)body["stream"] == true)
                {
                    http.Response.ContentType = "text/event-stream";
                    var withUsage = (bool?)body["stream_options"]?["include_usage"] == true;
                    await WriteAsync(http, string.Concat(framing.Stream([.. script.Cut(said)], model, script.IsToolCall, withUsage)), script.WriteSize);
                    break;
                }

                await WriteJsonAsync(http, framing.Whole(said, model, script.IsToolCall));
                break;
        }
    }

    private async Task HangAsync(HttpContext http, IEnumerable<string> events)
    {
        http.Response.ContentType = "text/event-stream";
        try
        {
            await http.Response.WriteAsync(events.First(), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            _aborted.TrySetResult();
        }
    }

    private static Task WriteJsonAsync(HttpContext http, JsonNode body)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body.ToJsonString(EchoFraming.Json), http.RequestAborted);
    }

    private static async Task WriteAsync(HttpContext http, string text, int size)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        foreach (var piece in bytes.Chunk(size == 0 ? bytes.Length : size))
        {
            await http.Response.Body.WriteAsync(piece, http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }
}
