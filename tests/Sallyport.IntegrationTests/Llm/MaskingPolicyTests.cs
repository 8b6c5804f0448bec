using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Llm;

/// <summary>What each way of masking sends to the upstream and gives back to the caller.</summary>
public sealed class MaskingPolicyTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const string Mail = "ada.lovelace@example.com";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("placeholder", "^Write to <EMAIL_1>[.]$", true)]
    [InlineData("hash", "^Write to <EMAIL#[b-t]{16}>[.]$", false)]
    [InlineData("partial", "^Write to [*]{3}@example[.]com[.]$", false)]
    [InlineData("drop", "^Write to [.]$", false)]
    public async Task A_value_is_masked_in_the_policys_mode_and_only_a_placeholder_comes_back(string mode, string sent, bool isRestored)
    {
        await using var upstream = await EchoUpstream.StartAsync();
        var (record, answer) = await AskAsync(upstream, $"mode-{mode}", new { mode }, $"Write to {Mail}.");

        Assert.Matches(sent, Told(upstream, 0));
        Assert.Equal(isRestored, answer.Contains(Mail, StringComparison.Ordinal));
        Assert.Equal("masked", record.GetProperty("outcome").GetString());
        Assert.Equal(mode, Assert.Single(record.GetProperty("masked").EnumerateArray()).GetProperty("mode").GetString());
    }

    [Fact]
    public async Task A_hash_is_the_same_in_every_conversation_and_differs_by_value()
    {
        await using var upstream = await EchoUpstream.StartAsync();
        await AskAsync(upstream, "hash-stable", new { mode = "hash" }, $"First {Mail}", $"Then ann@example.com and {Mail.ToUpperInvariant()}");

        var first = Told(upstream, 0)["First ".Length..];
        var then = Told(upstream, 1)["Then ".Length..].Split(" and ");
        Assert.Equal(first, then[1]);
        Assert.NotEqual(first, then[0]);
    }

    [Theory]
    [InlineData("[[{TYPE}-{COUNT}]]", "Write to [[EMAIL-1]].")]
    [InlineData("{{TYPE}:{COUNT}}", "Write to {EMAIL:1}.")]
    public async Task A_placeholder_in_a_format_of_ones_own_is_restored_in_a_stream(string format, string sent)
    {
        await using var upstream = await EchoUpstream.StartAsync();
        var (_, answer) = await AskAsync(upstream, $"format-{format.Length}", new { placeholder_format = format }, "echo-1-3", isStream: true, $"Write to {Mail}.");

        Assert.Equal(sent, Told(upstream, 0));
        Assert.Equal($"Write to {Mail}.", new ChatFraming().ReadSaid(StreamBench.Events(answer)));
    }

    [Fact]
    public async Task A_placeholder_that_the_policy_keeps_stays_in_the_answer()
    {
        await using var upstream = await EchoUpstream.StartAsync();
        var (_, answer) = await AskAsync(upstream, "kept", new { unmask_for_user = false }, $"Write to {Mail}.");

        Assert.DoesNotContain(Mail, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_faulty_setting_is_refused_by_name()
    {
        using var answer = await gateway.SendAsync(HttpMethod.Post, "/policies", Policy("faulty", new { mode = "shred" }));

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("shred", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_reading_a_policy_shows_of_its_modes_makes_the_same_policy_again()
    {
        var made = await gateway.CallAsync(HttpMethod.Post, "/policies", Policy("modes-read", new { mode = "partial" }));
        var settings = made.GetProperty("masking_settings");
        await gateway.CallAsync(HttpMethod.Put, "/policies/modes-read", new { name = "modes-read", kind = "llm", description = "Again.", masking = new[] { "EMAIL" }, masking_settings = settings });

        var read = (await gateway.CallAsync(HttpMethod.Get, "/policies/modes-read")).GetProperty("policy");
        Assert.True(JsonElement.DeepEquals(settings, read.GetProperty("masking_settings")));
        Assert.Equal("partial", Assert.Single(read.GetProperty("entities").EnumerateArray()).GetProperty("mode").GetString());
    }

    private static string Told(EchoUpstream upstream, int request) =>
        JsonElement.Parse(upstream.Received.ElementAt(request).Body).GetProperty("messages")[0].GetProperty("content").GetString() ?? "";

    private static object Policy(string name, object setting) =>
        new { name, kind = "llm", description = "One mode.", masking = new[] { "EMAIL" }, masking_settings = new Dictionary<string, object> { ["EMAIL"] = setting } };

    private Task<(JsonElement Record, string Answer)> AskAsync(EchoUpstream upstream, string name, object setting, params string[] words) =>
        AskAsync(upstream, name, setting, "echo-0-0", isStream: false, words);

    private async Task<(JsonElement Record, string Answer)> AskAsync(EchoUpstream upstream, string name, object setting, string model, bool isStream, params string[] words)
    {
        await gateway.CallAsync(HttpMethod.Post, "/policies", Policy(name, setting));
        var key = await gateway.CreateKeyAsync(name, [await gateway.CreateProxyAsync(name, "openai", upstream.Url, name)]);
        var (record, text) = (default(JsonElement), "");
        foreach (var word in words)
        {
            using var request = ChatRequest.Create(gateway.Url, name, key, word, model, isStream);
            using var answer = await gateway.Client.SendAsync(request, Token);
            text = await answer.Content.ReadAsStringAsync(Token);
            record = await gateway.EventAsync(answer.Headers.GetValues("X-Request-Id").Single());
        }

        return (record, text);
    }
}
