using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Sallyport.IntegrationTests.Gateway;

namespace Sallyport.IntegrationTests.Outside;

/// <summary>
/// An outside detector on a free loopback port: a chat-completions model that says what the test makes of the question, or a webhook. Keeps
/// what it received.
/// </summary>
internal sealed partial class JudgeServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedRequest> _received = new();

    private JudgeServer()
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

    /// <summary>What the model says to a question, which it gets as its user message.</summary>
    internal Func<string, string> Says { get; set; } = question => Verdict(question, "none", 0);

    /// <summary>Answers in another way; null: as a model.</summary>
    internal Func<HttpContext, string, Task>? Answers { get; set; }

    internal static async Task<JudgeServer> StartAsync()
    {
        var server = new JudgeServer();
        await server._app.StartAsync();
        return server;
    }

    /// <summary>A verdict on this question.</summary>
    internal static string Verdict(string question, string category, double score, string reason = "It says so.") =>
        JsonSerializer.Serialize(new { ticket = Ticket().Match(question).Groups[1].Value, category, score, reason });

    /// <summary>A model's answer around a text.</summary>
    internal static string Completion(string content, string finish = "stop") => JsonSerializer.Serialize(new
    {
        id = "chatcmpl-1",
        @object = "chat.completion",
        choices = new[] { new { index = 0, message = new { role = "assistant", content }, finish_reason = finish } },
        usage = new { prompt_tokens = 210, completion_tokens = 20, total_tokens = 230 },
    });

    internal static Task WriteAsync(HttpContext http, string json)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(json, http.RequestAborted);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ServeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(http.RequestAborted);
        _received.Enqueue(new ReceivedRequest(http.Request.Method, http.Request.Path + http.Request.QueryString, new HeaderDictionary(http.Request.Headers.ToDictionary()), text));
        if (Answers is { } answers)
        {
            await answers(http, text);
            return;
        }

        var question = JsonNode.Parse(text)?["messages"]?[1]?["content"]?.GetValue<string>() ?? "";
        await WriteAsync(http, Completion(Says(question)));
    }

    [GeneratedRegex("^Ticket: ([0-9a-f]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Ticket();
}
