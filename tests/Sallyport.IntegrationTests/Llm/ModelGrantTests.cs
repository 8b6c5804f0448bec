using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Sallyport.IntegrationTests.Admin;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Llm;

/// <summary>Which models of a proxy a team may use: in calls, in lists, and explained.</summary>
public sealed class ModelGrantTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_model_that_is_not_granted_never_reaches_the_upstream_and_the_trail_names_the_rule()
    {
        await using var upstream = await EchoUpstream.StartAsync();
        var proxy = await gateway.CreateProxyAsync("some-models", "openai", upstream.Url);
        var (key, _) = await CreateKeyAsync("some-models", proxy, ["echo-*"], ["*-secret"]);

        using var granted = await AskAsync(proxy, key, "echo-0-0");
        using var other = await AskAsync(proxy, key, "gpt-4o");
        using var excluded = await AskAsync(proxy, key, "echo-SECRET");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (granted.StatusCode, other.StatusCode, excluded.StatusCode));
        Assert.Single(upstream.Received);
        Assert.Contains("'echo-*'", await other.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        var recorded = await gateway.EventAsync(excluded.Headers.GetValues("X-Request-Id").Single());
        Assert.Equal("grant.model_denied", recorded.GetProperty("denial").GetProperty("rule").GetString());
    }

    [Fact]
    public async Task A_list_shows_exactly_the_models_that_a_call_is_let_through_for()
    {
        await using var upstream = await EchoUpstream.StartAsync();
        var proxy = await gateway.CreateProxyAsync("listed-models", "openai", upstream.Url);
        var whole = await ListAsync(proxy, (await CreateKeyAsync("all-models", proxy, [], [])).Key);
        Assert.True(whole.Count > 1);

        var (key, _) = await CreateKeyAsync("one-model", proxy, [whole[0]], []);
        var shown = await ListAsync(proxy, key);
        Assert.Equal([whole[0]], shown);
        foreach (var model in whole)
        {
            using var answer = await AskAsync(proxy, key, model);
            Assert.Equal(shown.Contains(model), answer.StatusCode != HttpStatusCode.Forbidden);
        }

        Assert.Empty(await ListAsync(proxy, (await CreateKeyAsync("no-model", proxy, ["none-*"], [])).Key));
    }

    [Fact]
    public async Task An_explanation_gives_the_steps_of_the_decision_that_a_call_gets()
    {
        await using var upstream = await EchoUpstream.StartAsync();
        var proxy = await gateway.CreateProxyAsync("explained", "openai", upstream.Url);
        var other = await gateway.CreateProxyAsync("not-granted", "openai", upstream.Url);
        var (_, id) = await CreateKeyAsync("explained", proxy, ["echo-*"], []);

        Assert.Equal((true, "grant.model"), await ExplainAsync(new { key_id = id, proxy = "explained", model = "echo-0-0" }));
        Assert.Equal((false, "grant.model_missing"), await ExplainAsync(new { key_id = id, proxy = proxy.Id, model = "gpt-4o" }));
        Assert.Equal((false, "grant.missing"), await ExplainAsync(new { key_id = id, proxy = other.Id, model = "echo-0-0" }));
        var me = (await gateway.CallAsync(HttpMethod.Get, "/auth/me")).GetProperty("id").GetString();
        Assert.Equal((true, "grant.model"), await ExplainAsync(new { user_id = me, proxy = other.Id, model = "o3" }));

        await gateway.CallAsync(HttpMethod.Post, $"/api-keys/{id}/revoke");
        Assert.Equal((false, "credential.revoked"), await ExplainAsync(new { key_id = id, proxy = proxy.Id }));
    }

    [Fact]
    public async Task A_question_with_faults_names_them_and_an_unknown_subject_is_not_found()
    {
        using var faulty = await gateway.SendAsync(HttpMethod.Post, "/authz/explain", new { key_id = "a", team_id = "b" });
        Assert.Equal("validation_failed", await Person.CodeOfAsync(faulty));
        using var unknown = await gateway.SendAsync(HttpMethod.Post, "/authz/explain", new { key_id = "a", proxy = "b" });
        Assert.Equal("not_found", await Person.CodeOfAsync(unknown));
    }

    private static Task<HttpResponseMessage> SendAsync(GatewayFixture gateway, HttpMethod method, Uri url, string key, object? body)
    {
        var request = new HttpRequestMessage(method, url) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return gateway.Client.SendAsync(request, Token);
    }

    private Task<HttpResponseMessage> AskAsync(ProxyHandle proxy, string key, string model) => SendAsync(
        gateway, HttpMethod.Post, new Uri($"{gateway.Url}llm/{proxy.Name}/v1/chat/completions"), key, new { model, messages = new[] { new { role = "user", content = "Hello" } } });

    private async Task<List<string>> ListAsync(ProxyHandle proxy, string key)
    {
        using var answer = await SendAsync(gateway, HttpMethod.Get, new Uri($"{gateway.Url}llm/{proxy.Name}/v1/models"), key, null);
        var list = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Token));
        return [.. list.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString() ?? "")];
    }

    private async Task<(bool Allowed, string? Last)> ExplainAsync(object question)
    {
        var answer = await gateway.CallAsync(HttpMethod.Post, "/authz/explain", question);
        return (answer.GetProperty("allowed").GetBoolean(), answer.GetProperty("reasons").EnumerateArray().Last().GetProperty("code").GetString());
    }

    private async Task<(string Key, string Id)> CreateKeyAsync(string name, ProxyHandle proxy, string[] allowed, string[] denied)
    {
        var grant = new { proxy_id = proxy.Id, allowed_models = allowed, denied_models = denied };
        var team = await gateway.CallAsync(HttpMethod.Post, "/teams", new { name = $"{name}-team", proxies = new[] { grant } });
        var made = await gateway.CallAsync(HttpMethod.Post, "/api-keys", new { name, team_id = team.GetProperty("id").GetString() });
        return (made.GetProperty("key").GetString() ?? "", made.GetProperty("id").GetString() ?? "");
    }
}
