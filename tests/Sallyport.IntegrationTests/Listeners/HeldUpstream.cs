using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sallyport.IntegrationTests.Listeners;

/// <summary>An LLM provider that answers when the test lets it.</summary>
internal sealed class HeldUpstream : IAsyncDisposable
{
    private const string Answer = """{"id":"c","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"At last."},"finish_reason":"stop"}]}""";

    private readonly WebApplication _app;
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HeldUpstream()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    /// <summary>Where it listens.</summary>
    internal Uri Url => new(_app.Urls.First());

    /// <summary>Ends when the first request is there.</summary>
    internal Task Asked => _asked.Task;

    internal static async Task<HeldUpstream> StartAsync()
    {
        var upstream = new HeldUpstream();
        await upstream._app.StartAsync();
        return upstream;
    }

    /// <summary>Lets every request be answered.</summary>
    internal void Release() => _released.TrySetResult();

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Release();
        return _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext http)
    {
        _asked.TrySetResult();
        await _released.Task.WaitAsync(http.RequestAborted);
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(Answer, http.RequestAborted);
    }
}
