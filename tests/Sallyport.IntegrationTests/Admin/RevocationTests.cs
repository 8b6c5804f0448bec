using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Sallyport.IntegrationTests.Storage;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>The end of keys and tokens, on this gateway and on another one of the same database.</summary>
public sealed class RevocationTests(PostgreSqlCluster cluster) : IAsyncLifetime
{
    private EchoUpstream _upstream = null!; // Set by InitializeAsync, before any test runs.

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => _upstream = await EchoUpstream.StartAsync();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _upstream.DisposeAsync();

    [Theory]
    [InlineData("openai", "/v1/chat/completions", "\"code\":\"credential_revoked\"")]
    [InlineData("openai", "/v1/responses", "event: error")]
    [InlineData("anthropic", "/v1/messages", "event: error")]
    public async Task A_stream_that_runs_under_a_revoked_key_ends_in_the_providers_form(string provider, string path, string ending)
    {
        await using var gateway = await GatewayFixture.StartAsync();
        await gateway.CreateProxyAsync("held", provider, _upstream.Url);
        var made = await gateway.CallAsync(HttpMethod.Post, "/api-keys", new { name = "k" });
        using var answer = await AskAsync(gateway, Text(made, "key"), path, "hang");

        await gateway.CallAsync(HttpMethod.Post, "/security/revoke/token", new { token = Text(made, "key"), reason = "leaked" });

        Assert.Contains(ending, await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        await _upstream.Aborted.WaitAsync(TimeSpan.FromSeconds(30), Token);
        var entry = await gateway.EventAsync(answer.Headers.GetValues("X-Request-Id").Single());
        Assert.Equal("credential_revoked", entry.GetProperty("denial_code").GetString());
    }

    [Fact]
    public async Task What_one_gateway_ends_is_ended_on_the_other_one_of_the_same_database()
    {
        var database = await cluster.CreateDatabaseAsync(Token);
        await using var one = await GatewayFixture.StartAsync([new("Storage:Database", database)]);
        await using var two = await GatewayFixture.StartAsync([new("Storage:Database", database)]);
        await CreateProxyAsync(one);
        var key = await one.CallAsync(HttpMethod.Post, "/api-keys", new { name = "k" });
        var token = await one.CallAsync(HttpMethod.Post, "/auth/tokens", new { name = "t" });
        await UntilAsync(two, Text(key, "key"), HttpStatusCode.OK);
        await UntilAsync(two, Text(token, "access_token"), HttpStatusCode.OK);
        using var underKey = await AskAsync(two, Text(key, "key"), ChatRequest.Path, "hang");
        using var underToken = await AskAsync(two, Text(token, "access_token"), ChatRequest.Path, "hang");

        await one.CallAsync(HttpMethod.Post, "/security/revoke/token", new { token_id = Text(key, "id") });
        await one.CallAsync(HttpMethod.Post, "/security/revoke/token", new { token_id = Text(token, "token_id"), reason = "found in a log" });

        Assert.Contains("credential_revoked", await underKey.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Contains("credential_revoked", await underToken.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        await UntilAsync(two, Text(key, "key"), HttpStatusCode.Unauthorized);
        await UntilAsync(two, Text(token, "access_token"), HttpStatusCode.Unauthorized);
        var trail = await one.CallAsync(HttpMethod.Get, "/audit?type=auth.token.revoked");
        Assert.Contains("found in a log", Assert.Single(trail.GetProperty("items").EnumerateArray()).GetProperty("details").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_made_used_and_revoked_and_its_text_is_kept_nowhere()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        await gateway.CreateProxyAsync("held", "openai", _upstream.Url);
        var made = await gateway.CallAsync(HttpMethod.Post, "/auth/tokens", new { name = "job", expires_in_seconds = 600, scope = new { models = new[] { "echo-*" } } });
        var text = Text(made, "access_token");

        using var answer = await AskAsync(gateway, text, ChatRequest.Path, "echo-0-0");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var other = await AskAsync(gateway, text, ChatRequest.Path, "tool-0-0");
        Assert.Equal(HttpStatusCode.Forbidden, other.StatusCode);
        var entry = await gateway.EventAsync(answer.Headers.GetValues("X-Request-Id").Single());
        Assert.Contains(Text(made, "token_id"), entry.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(text.Split('.')[2], gateway.ReadStored(), StringComparison.Ordinal);

        var ended = await gateway.CallAsync(HttpMethod.Post, "/security/revoke/token", new { token = text, reason = "done" });

        Assert.Equal(("token", Text(made, "token_id")), (Text(ended, "kind"), Text(ended, "id")));
        using var refused = await AskAsync(gateway, text, ChatRequest.Path, "echo-0-0");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task A_token_and_what_runs_under_it_end_with_the_session_that_made_it()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        await gateway.CreateProxyAsync("held", "openai", _upstream.Url);
        var text = Text(await gateway.CallAsync(HttpMethod.Post, "/auth/tokens", new { }), "access_token");
        using var running = await AskAsync(gateway, text, ChatRequest.Path, "hang");

        using var signedOut = await gateway.SendAsync(HttpMethod.Post, "/auth/logout");

        Assert.Equal(HttpStatusCode.OK, signedOut.StatusCode);
        Assert.Contains("credential_revoked", await running.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        using var refused = await AskAsync(gateway, text, ChatRequest.Path, "echo-0-0");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task The_key_set_is_public_and_holds_no_private_part_and_a_restart_keeps_it()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        await CreateProxyAsync(gateway);
        var made = await gateway.CallAsync(HttpMethod.Post, "/auth/tokens", new { });
        await gateway.CallAsync(HttpMethod.Post, "/auth/tokens/keys/rotate");

        using var answer = await gateway.Client.GetAsync(new Uri("/.well-known/jwks.json", UriKind.Relative), Token);

        var keys = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Token)).GetProperty("keys").EnumerateArray().ToList();
        Assert.Equal("application/jwk-set+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(2, keys.Count);
        Assert.All(keys, key => Assert.Equal(["alg", "crv", "kid", "kty", "use", "x", "y"], key.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal)));
        await using var again = await gateway.StartAnotherAsync();
        using var asked = await AskAsync(again, Text(made, "access_token"), ChatRequest.Path, "echo-0-0");
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
    }

    [Fact]
    public async Task A_request_that_names_nothing_or_two_things_is_refused_and_what_does_not_exist_is_not_found()
    {
        await using var gateway = await GatewayFixture.StartAsync();

        using var none = await gateway.SendAsync(HttpMethod.Post, "/security/revoke/token", new { reason = "x" });
        using var two = await gateway.SendAsync(HttpMethod.Post, "/security/revoke/token", new { token_id = "a", subject = "b" });
        using var unknown = await gateway.SendAsync(HttpMethod.Post, "/security/revoke/token", new { subject = "nobody-such" });

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.NotFound), (none.StatusCode, two.StatusCode, unknown.StatusCode));
    }

    /// <summary>Without a secret: the other gateway has a master key of its own, and could not open it.</summary>
    private Task<JsonElement> CreateProxyAsync(GatewayFixture gateway) => gateway.CallAsync(
        HttpMethod.Post, "/proxies", new { name = "held", kind = "llm", provider = "openai", target = _upstream.Url, enabled = true, auto_start = true });

    /// <summary>Asks until that is the answer: a change reaches the other gateway shortly after.</summary>
    private static async Task UntilAsync(GatewayFixture gateway, string key, HttpStatusCode expected)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var answer = await AskAsync(gateway, key, ChatRequest.Path, "echo-0-0");
            if (answer.StatusCode == expected)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }
    }

    private static async Task<HttpResponseMessage> AskAsync(GatewayFixture gateway, string key, string path, string model)
    {
        using var request = ChatRequest.Create(gateway.Url, "held", key, "Hello", model, isStream: model == "hang");
        request.RequestUri = new Uri(gateway.Url, $"/llm/held{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        if (path.EndsWith("/responses", StringComparison.Ordinal))
        {
            request.Content = new StringContent($$"""{"model":"{{model}}","input":"Hello","stream":true}""", System.Text.Encoding.UTF8, "application/json");
        }

        return await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }

    private static string Text(JsonElement item, string member) => item.GetProperty(member).GetString() ?? "";
}
