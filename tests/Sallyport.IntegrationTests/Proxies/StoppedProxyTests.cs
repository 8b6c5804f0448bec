using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Listeners;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Proxies;

/// <summary>What becomes of exchanges that run when their proxy is stopped: time to end, and then an end.</summary>
public sealed class StoppedProxyTests : IAsyncLifetime
{
    private GatewayFixture _gateway = null!; // Set by InitializeAsync, before any test runs.
    private EchoUpstream _upstream = null!; // Likewise.
    private string _key = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _upstream = await EchoUpstream.StartAsync();
        _gateway = await GatewayFixture.StartAsync([new("Limits:DrainTimeout", "00:00:01")]);
        _key = (await _gateway.CallAsync(HttpMethod.Post, "/api-keys", new { name = "administrator's" })).GetProperty("key").GetString() ?? "";
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData("openai", "/v1/chat/completions", "stop", "\"code\":\"proxy_stopped\"")]
    [InlineData("openai", "/v1/chat/completions", "restart", "\"code\":\"proxy_stopped\"")]
    [InlineData("openai", "/v1/responses", "stop", "event: error")]
    [InlineData("anthropic", "/v1/messages", "stop", "event: error")]
    public async Task A_held_stream_ends_after_the_drain_time_in_the_providers_form_and_says_why(string provider, string path, string command, string ending)
    {
        var proxy = await _gateway.CreateProxyAsync("held", provider, _upstream.Url);
        using var answer = await AskAsync(new Uri(_gateway.Url, $"/llm/held{path}"), "hang");
        var started = Stopwatch.GetTimestamp();

        await _gateway.CallAsync(HttpMethod.Post, $"/proxies/{proxy.Id}/{command}");
        var text = await answer.Content.ReadAsStringAsync(Token);

        Assert.Contains(ending, text, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(15));
        await _upstream.Aborted.WaitAsync(TimeSpan.FromSeconds(20), Token);
        await AssertRecordedAsync(answer);
    }

    [Fact]
    public async Task When_the_gateway_is_told_to_end_a_held_stream_ends_in_its_providers_form_and_no_request_is_taken_any_more()
    {
        await _gateway.CreateProxyAsync("held", "openai", _upstream.Url);
        using var answer = await AskAsync(new Uri(_gateway.Url, $"/llm/held{ChatRequest.Path}"), "hang");

        var stopping = _gateway.StopAsync();
        var text = await answer.Content.ReadAsStringAsync(Token);
        await stopping;

        Assert.Contains("\"code\":\"proxy_stopped\"", text, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => AskAsync(new Uri(_gateway.Url, $"/llm/held{ChatRequest.Path}"), "echo-0-0"));
    }

    [Fact]
    public async Task A_held_stream_on_a_port_of_its_own_ends_before_the_port_cuts_it()
    {
        var port = FreePort.Find();
        var proxy = await _gateway.CallAsync(HttpMethod.Post, "/proxies", Input(_upstream.Url, port));
        using var answer = await AskAsync(new Uri($"http://127.0.0.1:{port}{ChatRequest.Path}"), "hang");

        var stopping = _gateway.CallAsync(HttpMethod.Post, $"/proxies/{proxy.GetProperty("id").GetString()}/stop");

        Assert.Contains("\"code\":\"proxy_stopped\"", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        await stopping;
        await AssertRecordedAsync(answer);
    }

    [Fact]
    public async Task A_proxy_that_is_disabled_ends_its_streams_too()
    {
        var proxy = await _gateway.CallAsync(HttpMethod.Post, "/proxies", Input(_upstream.Url, port: null));
        using var answer = await AskAsync(new Uri(_gateway.Url, $"/llm/ended{ChatRequest.Path}"), "hang");

        await _gateway.CallAsync(HttpMethod.Put, $"/proxies/{proxy.GetProperty("id").GetString()}", Input(_upstream.Url, port: null, isEnabled: false));

        Assert.Contains("\"code\":\"proxy_stopped\"", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_has_not_begun_becomes_a_whole_refusal()
    {
        await using var upstream = await HeldUpstream.StartAsync();
        var proxy = await _gateway.CreateProxyAsync("silent", "openai", upstream.Url);
        var asking = AskAsync(new Uri(_gateway.Url, $"/llm/silent{ChatRequest.Path}"), "echo-0-0");
        await upstream.Asked.WaitAsync(Token);

        await _gateway.CallAsync(HttpMethod.Post, $"/proxies/{proxy.Id}/stop");
        using var answer = await asking;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("proxy_stopped", JsonElement.Parse(await answer.Content.ReadAsStringAsync(Token)).GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task An_exchange_of_the_next_run_is_not_ended_by_the_stop_before_it()
    {
        await using var upstream = await HeldUpstream.StartAsync();
        var proxy = await _gateway.CreateProxyAsync("again", "openai", upstream.Url);
        await _gateway.CallAsync(HttpMethod.Post, $"/proxies/{proxy.Id}/restart");
        var asking = AskAsync(new Uri(_gateway.Url, $"/llm/again{ChatRequest.Path}"), "echo-0-0");
        await upstream.Asked.WaitAsync(Token);

        // Past the end of the first run's drain time.
        await Task.Delay(TimeSpan.FromSeconds(1.5), Token);
        upstream.Release();
        using var answer = await asking;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static object Input(Uri target, int? port, bool isEnabled = true) =>
        new { name = "ended", kind = "llm", provider = "openai", target, enabled = isEnabled, auto_start = true, port };

    private async Task<HttpResponseMessage> AskAsync(Uri url, string model)
    {
        using var request = ChatRequest.Create(_gateway.Url, "any", _key, "Hello", model, isStream: model == "hang");
        request.RequestUri = url;
        if (url.AbsolutePath.EndsWith("/responses", StringComparison.Ordinal))
        {
            request.Content = new StringContent("""{"model":"hang","stream":true,"input":"Hello"}""", System.Text.Encoding.UTF8, "application/json");
        }

        return await _gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    private async Task AssertRecordedAsync(HttpResponseMessage answer)
    {
        var entry = await _gateway.EventAsync(answer.Headers.GetValues("X-Request-Id").Single());
        Assert.Equal("proxy_stopped", entry.GetProperty("denial_code").GetString());
    }
}
