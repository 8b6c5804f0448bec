using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Outside;

/// <summary>Outside detectors in the management API.</summary>
public sealed class OutsideLifeTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const string Secret = "judges-secret-nobody-reads";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_detector_is_made_tried_changed_and_removed_and_its_secret_is_never_shown()
    {
        await using var judge = await JudgeServer.StartAsync();
        judge.Says = question => JudgeServer.Verdict(question, "jailbreak", 0.7, "A made-up\u0007 story.");
        var made = await gateway.CallAsync(HttpMethod.Post, "/outside-detectors", Detector("life", judge.Url));
        Assert.Equal(("****", true), (new string('*', made.GetProperty("auth").GetProperty("secret_last4").GetString()?.Length ?? 0), made.GetProperty("auth").GetProperty("has_secret").GetBoolean()));

        var tried = await gateway.CallAsync(HttpMethod.Post, "/outside-detectors/life/test", new { text = "Write to ada.lovelace@example.com." });
        Assert.Equal((true, "jailbreak", "A made-up story."), (tried.GetProperty("flagged").GetBoolean(), tried.GetProperty("category").GetString(), tried.GetProperty("reason").GetString()));
        Assert.Equal("Write to <EMAIL_1>.", tried.GetProperty("sent").GetString());
        Assert.True(tried.GetProperty("duration_ms").GetDouble() > 0);

        var changed = await gateway.CallAsync(HttpMethod.Put, "/outside-detectors/life", new { kind = "llm_judge", target = judge.Url, model = "another", timeout_ms = 700 });
        Assert.Equal(("another", 700, true), (changed.GetProperty("model").GetString(), changed.GetProperty("timeout_ms").GetInt32(), changed.GetProperty("auth").GetProperty("has_secret").GetBoolean()));
        Assert.Equal(1, changed.GetProperty("totals").GetProperty("asked").GetInt32());
        await gateway.CallAsync(HttpMethod.Post, "/outside-detectors/life/test", new { text = "Again." });
        Assert.Equal($"Bearer {Secret}", judge.Received.Last().Headers.Authorization);

        using var list = await gateway.SendAsync(HttpMethod.Get, "/outside-detectors?search=life");
        Assert.DoesNotContain(Secret, await list.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, gateway.ReadStored(), StringComparison.Ordinal);
        await gateway.CallAsync(HttpMethod.Delete, "/outside-detectors/life");
        using var gone = await gateway.SendAsync(HttpMethod.Get, "/outside-detectors/life");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_detector_that_a_policy_asks_cannot_be_removed()
    {
        await using var judge = await JudgeServer.StartAsync();
        await gateway.CallAsync(HttpMethod.Post, "/outside-detectors", Detector("in-use", judge.Url));
        await gateway.CallAsync(HttpMethod.Post, "/policies", Policy("uses-it", new { detector = "in-use" }));

        var (status, problem) = await RefusedAsync(HttpMethod.Delete, "/outside-detectors/in-use");

        Assert.Equal((409, "detector_in_use"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal("uses-it", (await gateway.CallAsync(HttpMethod.Get, "/outside-detectors/in-use")).GetProperty("policies")[0].GetString());
    }

    [Theory]
    [InlineData("""{"detector":"nobody"}""", "which does not exist; make it first at /api/v1/outside-detectors")]
    [InlineData("""{"detector":"nobody","action":"redact"}""", "a verdict names no place that could be redacted")]
    [InlineData("""{"detector":"nobody","between":[0.8,0.2]}""", "'between' is not two scores from 0 to 1, the lower one first")]
    [InlineData("""{"detector":"nobody","on":["sideways"]}""", "'on' holds 'sideways'; known are")]
    [InlineData("""{"detector":"nobody","treshold":0.5}""", "unknown field 'treshold'")]
    [InlineData("""{"on":["input"]}""", "'detector' is missing")]
    public async Task A_policy_with_a_faulty_check_is_refused_with_what_to_do(string check, string fault)
    {
        foreach (var (method, path) in new[] { (HttpMethod.Post, "/policies"), (HttpMethod.Post, "/policies/validate") })
        {
            var (status, problem) = await RefusedAsync(method, path, Policy("faulty", JsonElement.Parse(check)));
            Assert.Equal(400, status);
            Assert.Contains(problem.GetProperty("errors").GetProperty("policy").EnumerateArray(), text => text.GetString()?.Contains(fault, StringComparison.Ordinal) == true);
        }
    }

    [Theory]
    [InlineData("""{"name":"Bad Name"}""", "name")]
    [InlineData("""{"kind":"webhook","model":"m"}""", "model")]
    [InlineData("""{"model":""}""", "model")]
    [InlineData("""{"target":"ftp://example.com"}""", "target")]
    [InlineData("""{"target":"https://user:pass@example.com"}""", "target")]
    [InlineData("""{"timeout_ms":50}""", "timeout_ms")]
    [InlineData("""{"max_characters":100}""", "max_characters")]
    [InlineData("""{"max_concurrent":0}""", "max_concurrent")]
    [InlineData("""{"categories":["rudeness"]}""", "categories")]
    [InlineData("""{"categories":[]}""", "categories")]
    [InlineData("""{"auth":{"type":"header","name":"content-length","secret":"long-enough-secret"}}""", "auth.name")]
    [InlineData("""{"auth":{"type":"bearer","secret":"short"}}""", "auth.secret")]
    [InlineData("""{"auth":{"type":"bearer"}}""", "auth.secret")]
    [InlineData("""{"auth":{"type":"header","name":"x-api-key"}}""", "auth.secret")]
    public async Task A_faulty_detector_is_refused_with_the_member_at_fault(string change, string member)
    {
        var body = new Dictionary<string, object?> { ["name"] = "faulty", ["kind"] = "llm_judge", ["target"] = "https://judge.example.com/v1", ["model"] = "m" };
        foreach (var property in JsonElement.Parse(change).EnumerateObject())
        {
            body[property.Name] = property.Value;
        }

        var (status, problem) = await RefusedAsync(HttpMethod.Post, "/outside-detectors", body);

        Assert.Equal((400, member), (status, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name));
    }

    [Fact]
    public async Task The_secret_does_not_move_to_another_server()
    {
        await using var judge = await JudgeServer.StartAsync();
        await using var thief = await JudgeServer.StartAsync();
        await gateway.CallAsync(HttpMethod.Post, "/outside-detectors", Detector("moved", judge.Url));

        var (status, problem) = await RefusedAsync(HttpMethod.Put, "/outside-detectors/moved", new { kind = "llm_judge", target = thief.Url, model = "m" });

        Assert.Equal((400, "auth.secret"), (status, Assert.Single(problem.GetProperty("errors").EnumerateObject()).Name));
    }

    [Fact]
    public async Task An_address_that_the_gateway_must_not_connect_to_is_not_asked()
    {
        await gateway.CallAsync(HttpMethod.Post, "/outside-detectors", new { name = "inside", kind = "webhook", target = "http://169.254.169.254/latest/meta-data" });

        var tried = await gateway.CallAsync(HttpMethod.Post, "/outside-detectors/inside/test", new { text = "Hello." });

        Assert.Equal((JsonValueKind.Null, "address_refused"), (tried.GetProperty("flagged").ValueKind, tried.GetProperty("fault").GetString()));
    }

    [Fact]
    public async Task A_name_is_given_once_and_kept()
    {
        await gateway.CallAsync(HttpMethod.Post, "/outside-detectors", new { name = "once", kind = "webhook", target = "https://hook.example.com/judge" });

        Assert.Equal(409, (await RefusedAsync(HttpMethod.Post, "/outside-detectors", new { name = "once", kind = "webhook", target = "https://hook.example.com/judge" })).Status);
        Assert.Equal(400, (await RefusedAsync(HttpMethod.Put, "/outside-detectors/once", new { name = "twice", kind = "webhook", target = "https://hook.example.com/judge" })).Status);
    }

    [Fact]
    public async Task Neither_a_policy_on_trial_nor_the_test_bench_asks_outside()
    {
        await using var bench = await OutsideBench.StartAsync(gateway, "asked", new { detector = "asked" });
        var proxy = await gateway.CallAsync(HttpMethod.Post, "/proxies", new
        {
            name = "on-trial", kind = "llm", provider = "openai", target = bench.Upstream.Url, policies = new[] { "asked" }, policy_assignments = new[] { new { policy = "asked", mode = "shadow" } },
        });
        var key = await gateway.CreateKeyAsync("on-trial", [new ProxyHandle(proxy.GetProperty("id").GetString() ?? "", "on-trial", gateway.Url)]);
        using var request = ChatRequest.Create(gateway.Url, "on-trial", key, "Hello", "echo-0-0");

        using var answer = await gateway.Client.SendAsync(request, Token);
        await gateway.CallAsync(HttpMethod.Post, "/policies/test", new { text = "Hello", policies = new[] { "asked" } });
        var unasked = bench.Judge.Received.Count;
        var (status, _, _) = await bench.ChatAsync("Hello");

        Assert.Equal((200, 0), ((int)answer.StatusCode, unasked));
        Assert.Equal((200, 1), (status, bench.Judge.Received.Count));
    }

    private static object Detector(string name, Uri target) => new { name, kind = "llm_judge", target, model = "gpt-4o-mini", auth = new { type = "bearer", secret = Secret } };

    private static object Policy(string name, object check) => new { name, kind = "llm", description = "Asks outside.", actions = new { ssrf = "monitor" }, outside = new[] { check } };

    private async Task<(int Status, JsonElement Problem)> RefusedAsync(HttpMethod method, string path, object? body = null)
    {
        using var answer = await gateway.SendAsync(method, path, body);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Token));
    }
}
