using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Sallyport.Host;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>What the gateway does for somebody without identity, and in which form it answers.</summary>
public sealed class StrangerTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static readonly string[] Public = ["get /health", "get /ready", "post /api/v1/auth/login"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_but_health_readiness_and_sign_in_answers_a_stranger()
    {
        var document = await gateway.Client.GetFromJsonAsync<JsonElement>("/api/v1/openapi.json", Token);
        var operations = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(member => (Method: member.Name, Path: path.Name))).ToList();

        var open = new List<string>();
        foreach (var (method, path) in operations)
        {
            using var request = new HttpRequestMessage(HttpMethod.Parse(method.ToUpperInvariant()), path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
            request.Content = method == "get" ? null : new StringContent("{}", Encoding.UTF8, "application/json");
            using var answer = await gateway.Client.SendAsync(request, Token);
            if (answer.StatusCode != HttpStatusCode.Unauthorized || answer.Headers.WwwAuthenticate.Count == 0)
            {
                open.Add($"{method} {path}");
            }
        }

        Assert.True(operations.Count > 30, "The document does not list the API.");
        Assert.Equal(Public.Order(), open.Order());
    }

    [Fact]
    public async Task Health_is_public()
    {
        using var answer = await gateway.Client.GetAsync("/health", Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("ok", (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Without_settings_the_gateway_listens_on_loopback_only()
    {
        using var data = new ScratchFolder();
        await using var app = GatewayApp.Build(configPath: null, new Dictionary<string, string?> { ["Storage:DataDirectory"] = data.Path });

        Assert.Equal("http://127.0.0.1:8080", app.Configuration[WebHostDefaults.ServerUrlsKey]);
    }

    [Fact]
    public async Task Answers_have_an_envelope_and_refusals_a_stable_code()
    {
        using var found = await gateway.SendAsync(HttpMethod.Get, "/proxies");
        using var missing = await gateway.SendAsync(HttpMethod.Get, "/proxies/none");
        using var faulty = await gateway.SendAsync(HttpMethod.Post, "/teams", new { name = "" });

        var envelope = await found.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.True(envelope.GetProperty("success").GetBoolean());
        Assert.Equal(JsonValueKind.Object, envelope.GetProperty("data").ValueKind);
        Assert.True(envelope.TryGetProperty("message", out _));
        Assert.Equal("not_found", await CodeAsync(missing));
        Assert.Equal("validation_failed", await CodeAsync(faulty));
        Assert.Equal("application/problem+json", missing.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/teams", """{"name":"first","name":"second"}""")]
    [InlineData("/proxies", """{"name":"p","kind":"llm","provider":"openai","target":"https://a.example","auth":{"type":"none","type":"bearer"}}""")]
    [InlineData("/policies/validate", """{"name":"first","name":"second"}""")]
    public async Task A_member_that_stands_twice_is_refused(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1" + path) { Content = content };
        using var answer = await gateway.SendAsync(request);

        Assert.Equal("malformed_request", await CodeAsync(answer));
    }

    [Fact]
    public async Task Every_answer_carries_the_headers_that_keep_browsers_in_bounds()
    {
        foreach (var path in new[] { "/", "/health", "/api/v1/proxies" })
        {
            using var answer = await gateway.Client.GetAsync(path, Token);

            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("DENY", Assert.Single(answer.Headers.GetValues("X-Frame-Options")));
            Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
            Assert.Equal("noopen", Assert.Single(answer.Headers.GetValues("X-Download-Options")));
            Assert.False(answer.Headers.Contains("Server"));
            Assert.False(answer.Headers.Contains("X-Powered-By"));
        }
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString();
}
