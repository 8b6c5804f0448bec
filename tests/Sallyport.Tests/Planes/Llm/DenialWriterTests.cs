using System.Text;
using Microsoft.AspNetCore.Http;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;
using Sallyport.Planes.Llm;
using Xunit;

namespace Sallyport.Tests.Planes.Llm;

public sealed class DenialWriterTests
{
    [Theory]
    [InlineData(null, "/v1/messages", true)]
    [InlineData(null, "/v1/chat/completions", false)]
    [InlineData(null, "/", false)]
    [InlineData(LlmProvider.Anthropic, "/v1/models", true)]
    [InlineData(LlmProvider.OpenAi, "/v1/messages", false)]
    public async Task A_refusal_before_the_body_is_read_is_in_the_form_of_the_proxy_or_else_of_the_path(LlmProvider? provider, string path, bool isAnthropic)
    {
        var body = await WriteAsync(provider, path, "POST", new Denial(DenialCode.ProxyNotFound, 404, "No."));
        Assert.StartsWith(isAnthropic ? """{"type":"error","error":{"type":"not_found_error",""" : """{"error":{"message":"No.",""", body.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_without_identity_is_asked_for_a_bearer_token()
    {
        var (text, response) = await WriteAsync(null, "/", "POST", new Denial(DenialCode.CredentialMissing, 401, "Who?"));
        Assert.Equal("Bearer", response.Headers.WWWAuthenticate);
        Assert.Equal("req-1", response.Headers["X-Request-Id"]);
        Assert.Equal(Encoding.UTF8.GetByteCount(text), response.ContentLength);
    }

    [Fact]
    public async Task A_refusal_of_HEAD_has_no_body()
    {
        var (text, response) = await WriteAsync(null, "/", "HEAD", new Denial(DenialCode.ProxyNotFound, 404, "No."));
        Assert.Equal("", text);
        Assert.Equal(404, response.StatusCode);
    }

    private static async Task<(string Text, HttpResponse Response)> WriteAsync(LlmProvider? provider, string path, string method, Denial denial)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = method;
        var body = new MemoryStream();
        http.Response.Body = body;
        using var exchange = new Exchange(http, "req-1", DateTimeOffset.UnixEpoch) { UpstreamPath = path };
        if (provider is { } known)
        {
            exchange.Proxy = new ProxyConfig { Id = "p", Name = "p", Kind = PlaneKind.Llm, Provider = known, Target = new Uri("https://example.test") };
        }

        await DenialWriter.WriteAsync(exchange, denial, new CallerWrites(TimeSpan.FromSeconds(30), TimeProvider.System), TestContext.Current.CancellationToken);
        return (Encoding.UTF8.GetString(body.ToArray()), http.Response);
    }
}
