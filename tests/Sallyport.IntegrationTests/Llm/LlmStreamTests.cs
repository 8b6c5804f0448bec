using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;
using Xunit;

namespace Sallyport.IntegrationTests.Llm;

public sealed class LlmStreamTests
{
    private const string ChatRequest = """{"model":"m","stream":true,"messages":[{"role":"user","content":"Hi"}]}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ChatRequest, """{"stream_options":{"include_usage":true},"model":"m","stream":true,"messages":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("""{"model":"m","stream":true,"stream_options":{}}""", """{"model":"m","stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"model":"m","stream":true,"stream_options":{ "x":1}}""", """{"model":"m","stream":true,"stream_options":{"include_usage":true, "x":1}}""")]
    [InlineData("""{"model":"m","stream":true,"stream_options":null}""", """{"model":"m","stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"model":"m","stream":true,"stream_options":{"include_usage":false}}""", """{"model":"m","stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"model":"m","stream":true,"stream_options":{"include_usage":true}}""", """{"model":"m","stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"model":"m","stream":false}""", """{"model":"m","stream":false}""")]
    [InlineData("""{"model":"m"}""", """{"model":"m"}""")]
    public async Task A_chat_stream_is_asked_for_its_usage(string sent, string expected)
    {
        var received = new StringBuilder();
        await using var host = await PlaneHost.StartAsync(LlmProvider.OpenAi, Fixture.Notes(received, Fixture.Streams("data: [DONE]\n\n")));
        using var answer = await host.Client.PostAsync("/v1/chat/completions", Fixture.Json(sent), Token);
        Assert.Equal(expected, received.ToString());
    }

    [Fact]
    public async Task A_caller_who_did_not_ask_for_usage_sees_the_stream_as_without_it()
    {
        var upstream = Fixture.Text("openai/chat.events.sse");
        var expected = string.Join("\n\n", upstream.Split("\n\n").Where(part => !part.Contains("\"choices\":[]", StringComparison.Ordinal)))
            .Replace(",\"usage\":null", "", StringComparison.Ordinal);
        await using var host = await PlaneHost.StartAsync(LlmProvider.OpenAi, Fixture.Streams(upstream));
        using var answer = await host.Client.PostAsync("/v1/chat/completions", Fixture.Json(ChatRequest), Token);
        Assert.Equal(expected, await answer.Content.ReadAsStringAsync(Token));
        var exchange = await host.Ended;
        Assert.Equal(new TokenUsage { InputTokens = 11, OutputTokens = 7, CachedInputTokens = 2, ReasoningTokens = 3 }, exchange.Usage);
        Assert.Equal("tool_calls", exchange.Answer!.FinishReason);
        Assert.Equal(Encoding.UTF8.GetByteCount(expected), exchange.ResponseBytes);
        Assert.Null(exchange.Denial);
    }

    [Theory]
    [InlineData(LlmProvider.OpenAi, "/v1/chat/completions", """{"model":"m","stream":true,"stream_options":{"include_usage":true}}""", "openai/chat.events.sse", 11, 7)]
    [InlineData(LlmProvider.OpenAi, "/v1/responses", """{"model":"m","stream":true,"input":"x"}""", "openai/responses.events.sse", 30, 12)]
    [InlineData(LlmProvider.Anthropic, "/v1/messages", """{"model":"m","stream":true}""", "anthropic/messages.events.sse", 115, 20)]
    public async Task Streams_pass_byte_for_byte_and_are_metered(LlmProvider provider, string path, string body, string file, long input, long output)
    {
        await using var host = await PlaneHost.StartAsync(provider, Fixture.Streams(Fixture.Text(file)));
        using var answer = await host.Client.PostAsync(path, Fixture.Json(body), Token);
        Assert.Equal(Fixture.Text(file), await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        var usage = (await host.Ended).Usage;
        Assert.Equal((input, output, false), (usage!.InputTokens, usage.OutputTokens, usage.IsEstimated));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task However_the_upstream_cuts_its_writes_the_caller_gets_the_same_stream(int size)
    {
        var stream = Fixture.Text("anthropic/messages.events.sse");
        await using var host = await PlaneHost.StartAsync(LlmProvider.Anthropic, async http =>
        {
            http.Response.ContentType = "text/event-stream";
            foreach (var piece in Encoding.UTF8.GetBytes(stream).Chunk(size))
            {
                await http.Response.Body.WriteAsync(piece);
                await http.Response.Body.FlushAsync();
            }
        });
        using var answer = await host.Client.PostAsync("/v1/messages", Fixture.Json("""{"model":"m","stream":true}"""), Token);
        Assert.Equal(stream, await answer.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task An_event_is_sent_on_before_the_next_one_comes()
    {
        var seen = new TaskCompletionSource();
        await using var host = await PlaneHost.StartAsync(LlmProvider.OpenAi, async http =>
        {
            http.Response.ContentType = "text/event-stream";
            await http.Response.WriteAsync("data: {\"choices\":[]}\n\n");
            await http.Response.Body.FlushAsync();
            await seen.Task.WaitAsync(TimeSpan.FromSeconds(20));
            await http.Response.WriteAsync("data: [DONE]\n\n");
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = Fixture.Json(ChatRequest) };
        using var answer = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        Assert.Equal("data: {\"choices\":[]}", await reader.ReadLineAsync(Token));
        seen.SetResult();
        Assert.Equal("\ndata: [DONE]\n\n", await reader.ReadToEndAsync(Token));
    }

    [Theory]
    [InlineData(LlmProvider.OpenAi, "/v1/chat/completions", "openai/chat.events.sse", "\ndata: [DONE]\n\n")]
    [InlineData(LlmProvider.Anthropic, "/v1/messages", "anthropic/messages.events.sse", "\"request_id\":\"req-1\"}\n\n")]
    [InlineData(LlmProvider.OpenAi, "/v1/responses", "openai/responses.events.sse", "\"sequence_number\":4}\n\n")]
    public async Task A_refusal_in_a_begun_stream_is_the_last_event_in_the_providers_form(LlmProvider provider, string path, string file, string end)
    {
        var count = 0;
        await using var host = await PlaneHost.StartAsync(
            provider,
            Fixture.Streams(Fixture.Text(file)),
            onFrame: frame => ++count < 4 ? frame : ResponseFrame.Refusal(new Denial(DenialCode.ResponseBlocked, 403, "Not this.") { RuleId = "r-1" }));
        using var answer = await host.Client.PostAsync(path, Fixture.Json("""{"model":"m","stream":true}"""), Token);
        var body = await answer.Content.ReadAsStringAsync(Token);
        Assert.Contains("Not this. [rule r-1]", body, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"response_blocked\"", body, StringComparison.Ordinal);
        Assert.EndsWith(end, body, StringComparison.Ordinal);
        var exchange = await host.Ended;
        Assert.Equal(DenialCode.ResponseBlocked, exchange.Denial!.Code);
        Assert.NotNull(exchange.Usage);
    }

    [Fact]
    public async Task A_payload_in_several_data_lines_is_inspected_as_one()
    {
        var seen = new List<string>();
        await using var host = await PlaneHost.StartAsync(
            LlmProvider.OpenAi,
            Fixture.Streams("data: {\"choices\":[{\"index\":0,\ndata: \"delta\":{\"content\":\"split\"}}]}\n\ndata: [DONE]\n\n"),
            onFrame: frame =>
            {
                foreach (var segment in frame.Segments)
                {
                    seen.Add(segment.Text.ToString());
                    segment.Replacement = "joined";
                }

                return frame;
            });
        using var answer = await host.Client.PostAsync("/v1/chat/completions", Fixture.Json(ChatRequest), Token);
        Assert.Equal("data: {\"choices\":[{\"index\":0, \"delta\":{\"content\":\"joined\"}}]}\n\ndata: [DONE]\n\n", await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal(["split"], seen);
    }

    [Fact]
    public async Task Frames_that_a_stage_keeps_stay_what_they_were()
    {
        var kept = new List<ResponseFrame>();
        await using var host = await PlaneHost.StartAsync(
            LlmProvider.OpenAi,
            Fixture.Streams(Fixture.Text("openai/chat.events.sse")),
            onFrame: frame =>
            {
                frame.Detach();
                kept.Add(frame);
                return frame;
            });
        using var answer = await host.Client.PostAsync("/v1/chat/completions", Fixture.Json(ChatRequest), Token);
        await answer.Content.ReadAsStringAsync(Token);
        var texts = kept.SelectMany(frame => frame.Segments).Select(segment => (segment.Channel, segment.Text.ToString()));
        Assert.Equal([(0, "Hel"), (1, "Hmm"), (0, "lo"), (2, "{\"q\""), (2, ":1}")], texts);
        Assert.Equal([false, false, false, false, false, false, false, true], kept.Select(frame => frame.EndsText));
    }

    [Fact]
    public async Task A_caller_who_leaves_ends_the_upstreams_work_and_is_billed_an_estimate()
    {
        var gone = new TaskCompletionSource();
        await using var host = await PlaneHost.StartAsync(LlmProvider.OpenAi, async http =>
        {
            http.Response.ContentType = new MediaTypeHeaderValue("text/event-stream").ToString();
            await http.Response.WriteAsync("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"twelve chars\"}}]}\n\n");
            await http.Response.Body.FlushAsync();
            http.RequestAborted.Register(gone.SetResult);
            await gone.Task.WaitAsync(TimeSpan.FromSeconds(20));
        });
        using (var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = Fixture.Json(ChatRequest) })
        {
            using var answer = await host.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
            using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
            await reader.ReadLineAsync(Token);
        }

        await gone.Task.WaitAsync(TimeSpan.FromSeconds(20), Token);
        var usage = (await host.Ended.WaitAsync(TimeSpan.FromSeconds(20), Token)).Usage;
        Assert.Equal((1, 3, true), (usage!.InputTokens, usage.OutputTokens, usage.IsEstimated));
    }
}
