using System.Net;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>YARA files of a policy through the management API, and with real requests.</summary>
public sealed class YaraFileTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const string Zebra = """rule Zebra { meta: category = "exfiltration" severity = "critical" action = "block" strings: $a = "zebra stripes" nocase condition: $a }""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_guards_the_proxies_of_its_policy_from_the_moment_it_is_added_until_it_is_removed()
    {
        await using var upstream = await EchoUpstream.StartAsync();
        await gateway.CallAsync(HttpMethod.Post, "/policies", new { name = "yara-life", description = "test", kind = "llm", actions = new { toxicity = "block" } });
        var proxy = await gateway.CreateProxyAsync("yara-life", "openai", upstream.Url, "yara-life");
        var key = await gateway.CreateKeyAsync("yara-life", [proxy]);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(key)).Status);

        var added = await gateway.CallAsync(HttpMethod.Put, "/policies/yara-life/yara/zebra.yar", new { text = Zebra });
        Assert.Equal("yara-life/yara-Zebra", added.GetProperty("rules")[0].GetProperty("id").GetString());
        var (status, id) = await AskAsync(key);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("yara-life/yara-Zebra", (await gateway.EventAsync(id)).GetProperty("denial").GetProperty("rule").GetString());

        await gateway.CallAsync(HttpMethod.Delete, "/policies/yara-life/yara/zebra.yar");
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(key)).Status);
        Assert.Equal(3, (await gateway.CallAsync(HttpMethod.Get, "/policies/yara-life/versions")).GetArrayLength());
    }

    [Fact]
    public async Task A_file_is_listed_and_read_back_as_it_was_sent()
    {
        await gateway.CallAsync(HttpMethod.Post, "/policies", new { name = "yara-list", description = "test", kind = "llm" });
        await gateway.CallAsync(HttpMethod.Put, "/policies/yara-list/yara/zebra.yar", new { text = Zebra });

        Assert.Equal(Zebra, (await gateway.CallAsync(HttpMethod.Get, "/policies/yara-list/yara/zebra.yar")).GetProperty("text").GetString());
        var rule = Assert.Single((await gateway.CallAsync(HttpMethod.Get, "/policies/yara?policy=yara-list")).GetProperty("items").EnumerateArray());
        Assert.Equal(("Zebra", "zebra.yar", "exfiltration", "block"), (Text(rule, "name"), Text(rule, "file"), Text(rule, "category"), Text(rule, "action")));
    }

    [Fact]
    public async Task A_file_is_tried_without_being_kept()
    {
        var report = await gateway.CallAsync(HttpMethod.Post, "/policies/yara/test", new { text = Zebra, sample = "ö ZEBRA stripes" });
        Assert.True(report.GetProperty("is_valid").GetBoolean());
        var match = Assert.Single(report.GetProperty("matches").EnumerateArray());
        Assert.Equal(("Zebra", "$a", 2, 15), (Text(match, "rule"), Text(match, "text"), match.GetProperty("start").GetInt32(), match.GetProperty("end").GetInt32()));

        var faulty = await gateway.CallAsync(HttpMethod.Post, "/policies/yara/test", new { text = "rule a {\n condition: entrypoint == 1 }", sample = "x" });
        Assert.False(faulty.GetProperty("is_valid").GetBoolean());
        Assert.Equal((2, 13), (faulty.GetProperty("faults")[0].GetProperty("line").GetInt32(), faulty.GetProperty("faults")[0].GetProperty("column").GetInt32()));
    }

    [Fact]
    public async Task A_faulty_file_is_refused_with_the_place_and_changes_nothing()
    {
        await gateway.CallAsync(HttpMethod.Post, "/policies", new { name = "yara-faulty", description = "test", kind = "llm" });
        using var refused = await gateway.SendAsync(HttpMethod.Put, "/policies/yara-faulty/yara/a.yar", new { text = "rule a { condition: entrypoint == 1 }" });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("a.yar:1:21", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(1, (await gateway.CallAsync(HttpMethod.Get, "/policies/yara-faulty/versions")).GetArrayLength());

        using var builtIn = await gateway.SendAsync(HttpMethod.Put, "/policies/llm-standard-security/yara/a.yar", new { text = Zebra });
        Assert.Equal(HttpStatusCode.Conflict, builtIn.StatusCode);
        using var missing = await gateway.SendAsync(HttpMethod.Delete, "/policies/yara-faulty/yara/b.yar");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private static string? Text(JsonElement of, string member) => of.GetProperty(member).GetString();

    private async Task<(HttpStatusCode Status, string Id)> AskAsync(string key)
    {
        using var request = ChatRequest.Create(gateway.Url, "yara-life", key, "Tell me about zebra stripes.");
        using var answer = await gateway.Client.SendAsync(request, Token);
        return (answer.StatusCode, answer.Headers.GetValues("X-Request-Id").Single());
    }
}
