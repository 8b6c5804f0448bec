using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;
using Xunit;

namespace Sallyport.IntegrationTests.Llm;

public sealed class LlmForwardTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(LlmProvider.OpenAi, "/v1/responses", "openai/responses.request.json", "openai/responses.response.json", "responses", "gpt-5.1")]
    [InlineData(LlmProvider.OpenAi, "/v1/embeddings", "openai/embeddings.request.json", "openai/embeddings.response.json", "embeddings", "text-embedding-3-small")]
    [InlineData(LlmProvider.OpenAi, "/v1/moderations", "openai/moderations.request.json", "openai/moderations.response.json", "moderations", "omni-moderation-latest")]
    [InlineData(LlmProvider.OpenAiCompatible, "/v1/embeddings", "openai/embeddings.request.json", "openai/embeddings.response.json", "embeddings", "text-embedding-3-small")]
    [InlineData(LlmProvider.Anthropic, "/v1/messages", "anthropic/messages.request.json", "anthropic/messages.response.json", "messages", "claude-sonnet-5")]
    [InlineData(LlmProvider.Anthropic, "/v1/messages/count_tokens", "anthropic/count_tokens.request.json", "anthropic/count_tokens.response.json", "count_tokens", "claude-sonnet-5")]
    public async Task Bodies_pass_byte_for_byte_in_both_directions(
        LlmProvider provider, string path, string request, string response, string operation, string model)
    {
        var received = new StringBuilder();
        await using var host = await PlaneHost.StartAsync(provider, Fixture.Notes(received, Fixture.Answers(Fixture.Text(response))));
        using var answer = await host.Client.PostAsync(path, Fixture.Json(Fixture.Text(request)), Token);
        Assert.Equal(Fixture.Text(response), await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal(Fixture.Text(request), received.ToString());
        var exchange = await host.Ended;
        Assert.Equal((operation, model), (exchange.Operation!.Name, exchange.Operation.Subject));
        Assert.Equal(answer.Content.Headers.ContentLength, exchange.ResponseBytes);
    }

    [Fact]
    public async Task A_moderation_that_names_no_model_uses_the_providers_own_and_passes_unchanged()
    {
        const string Body = """{"input":"harmless"}""";
        var received = new StringBuilder();
        await using var host = await PlaneHost.StartAsync(LlmProvider.OpenAi, Fixture.Notes(received, Fixture.Answers("{}")));
        using var answer = await host.Client.PostAsync("/v1/moderations", Fixture.Json(Body), Token);
        Assert.Equal(Body, received.ToString());
        Assert.Equal("omni-moderation-latest", (await host.Ended).Operation!.Subject);
    }

    [Theory]
    [InlineData("/v1/moderations", """{"model":7,"input":"x"}""")]
    [InlineData("/v1/moderations", """{"model":"","input":"x"}""")]
    [InlineData("/v1/embeddings", """{"input":"x"}""")]
    public async Task A_request_whose_model_cannot_be_told_is_refused(string path, string body)
    {
        await using var host = await PlaneHost.StartAsync(LlmProvider.OpenAi, Fixture.Answers("{}"));
        using var answer = await host.Client.PostAsync(path, Fixture.Json(body), Token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Headers_carry_the_upstreams_credential_and_never_the_callers()
    {
        HeaderDictionary? seen = null;
        await using var host = await PlaneHost.StartAsync(
            LlmProvider.Anthropic,
            http =>
            {
                seen = new HeaderDictionary(http.Request.Headers.ToDictionary());
                http.Response.Headers["request-id"] = "req_upstream";
                http.Response.Headers["anthropic-ratelimit-requests-limit"] = "50";
                http.Response.Headers.SetCookie = "a=b";
                return Fixture.Answers("{}")(http);
            },
            onRequest: exchange => exchange.Credential = new UpstreamCredential("x-api-key", "sk-upstream"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages") { Content = Fixture.Json("""{"model":"m"}""") };
        request.Headers.TryAddWithoutValidation("x-api-key", "spk_caller");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer spk_caller");
        request.Headers.TryAddWithoutValidation("anthropic-version", "2026-10-21");
        request.Headers.TryAddWithoutValidation("anthropic-beta", "x-1");
        request.Headers.TryAddWithoutValidation("User-Agent", "sdk/1.0");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
        using var answer = await host.Client.SendAsync(request, Token);
        Assert.NotNull(seen);
        Assert.Equal("sk-upstream", seen["x-api-key"]);
        Assert.False(seen.ContainsKey("Authorization"));
        Assert.Equal("2026-10-21", seen["anthropic-version"]);
        Assert.Equal("x-1", seen["anthropic-beta"]);
        Assert.Equal("sdk/1.0", seen["User-Agent"]);
        Assert.Equal("identity", seen["Accept-Encoding"]);
        Assert.Equal("application/json; charset=utf-8", seen["Content-Type"]);
        Assert.Equal("req_upstream", answer.Headers.GetValues("request-id").Single());
        Assert.Equal("50", answer.Headers.GetValues("anthropic-ratelimit-requests-limit").Single());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task What_a_stage_changes_reaches_the_other_side_and_nothing_else_changes()
    {
        var received = new StringBuilder();
        await using var host = await PlaneHost.StartAsync(
            LlmProvider.OpenAi,
            Fixture.Notes(received, Fixture.Answers("""{"choices":[{"message":{"role":"assistant","content":"Hello <EMAIL_1>"}}], "x":1}""")),
            onRequest: exchange => exchange.Request!.Segments.Single(segment => segment.Role == TextRole.User).Replacement = "I am \"<EMAIL_1>\"",
            onFrame: frame =>
            {
                frame.Segments.Single(segment => segment.Role == TextRole.Assistant).Replacement = "Hello ada@example.test";
                return frame;
            });
        using var answer = await host.Client.PostAsync("/v1/chat/completions", Fixture.Json("""{ "model":"m", "messages":[{"role":"user","content":"I am \u0061da@example.test"}], "seed":1e3}"""), Token);
        Assert.Equal("""{ "model":"m", "messages":[{"role":"user","content":"I am \"<EMAIL_1>\""}], "seed":1e3}""", received.ToString());
        Assert.Equal("""{"choices":[{"message":{"role":"assistant","content":"Hello ada@example.test"}}], "x":1}""", await answer.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("", "/v1/models", "/v1/models")]
    [InlineData("/v1", "/v1/models", "/v1/models")]
    [InlineData("/v1/", "/v1/models/gpt-5.1", "/v1/models/gpt-5.1")]
    [InlineData("/openai/v1", "/v1/models", "/openai/v1/models")]
    [InlineData("/prefix/", "/v1/models?limit=5&after=m-1", "/prefix/v1/models?limit=5&after=m-1")]
    public async Task The_targets_path_is_a_prefix_without_a_second_version(string targetPath, string path, string expected)
    {
        var seen = "";
        await using var host = await PlaneHost.StartAsync(
            LlmProvider.OpenAi,
            http =>
            {
                seen = http.Request.Path + http.Request.QueryString;
                return Fixture.Answers(Fixture.Text("openai/models.response.json"))(http);
            },
            targetPath: targetPath);
        using var answer = await host.Client.GetAsync(path, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(expected, seen);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_body_is_inspected_and_forwarded_plain(string coding)
    {
        var received = new StringBuilder();
        await using var host = await PlaneHost.StartAsync(LlmProvider.OpenAi, Fixture.Notes(received, Fixture.Answers("{}")));
        using var content = new ByteArrayContent(Compress(coding, """{"model":"m","input":"packed words"}"""u8));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        using var answer = await host.Client.PostAsync("/v1/embeddings", content, Token);
        Assert.Equal("""{"model":"m","input":"packed words"}""", received.ToString());
        Assert.Equal("packed words".Length, (await host.Ended).Request?.TextLength);
    }

    [Fact]
    public async Task An_answer_compressed_unasked_is_inspected_and_passed_on_plain()
    {
        await using var host = await PlaneHost.StartAsync(LlmProvider.OpenAi, async http =>
        {
            http.Response.ContentType = "application/json";
            http.Response.Headers.ContentEncoding = "gzip";
            await http.Response.Body.WriteAsync(Compress("gzip", Encoding.UTF8.GetBytes(Fixture.Text("openai/embeddings.response.json"))));
        });
        using var answer = await host.Client.PostAsync("/v1/embeddings", Fixture.Json("""{"model":"m","input":"x"}"""), Token);
        Assert.Equal(Fixture.Text("openai/embeddings.response.json"), await answer.Content.ReadAsStringAsync(Token));
        Assert.Equal(8, (await host.Ended).Usage!.InputTokens);
    }

    internal static byte[] Compress(string coding, ReadOnlySpan<byte> bytes)
    {
        var output = new MemoryStream();
        using (Stream packed = coding switch
        {
            "br" => new BrotliStream(output, CompressionMode.Compress, leaveOpen: true),
            "deflate" => new ZLibStream(output, CompressionMode.Compress, leaveOpen: true),
            _ => new GZipStream(output, CompressionMode.Compress, leaveOpen: true),
        })
        {
            packed.Write(bytes);
        }

        return output.ToArray();
    }
}
