using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Outside;

/// <summary>What outside detectors do to answers, whole and streamed.</summary>
public sealed class JudgedAnswerTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const string Told = "The blue heron stands in the river.";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Of_an_answer_that_the_judge_blocks_the_caller_sees_nothing(bool isStream)
    {
        var name = $"answer-blocked-{isStream}".ToLowerInvariant();
        await using var bench = await OutsideBench.StartAsync(gateway, name, new { detector = name, on = new[] { "output" } });
        bench.Judge.Says = question => JudgeServer.Verdict(question, "toxicity", 0.8);

        var (_, body, record) = await bench.ChatAsync(Told, isStream, "echo-3-0");

        Assert.DoesNotContain("hero", body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"content\":\"The\"", body, StringComparison.Ordinal);
        Assert.Contains("response_blocked", body, StringComparison.Ordinal);
        Assert.Equal(("blocked", "scanned"), (record.GetProperty("outcome").GetString(), bench.StateIn(record, "output")));
        // However it was cut, the judge gets each text in one piece.
        Assert.Contains(Told, Assert.Single(bench.Judge.Received).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_the_judge_passes_arrives_as_it_was(bool isStream)
    {
        var name = $"answer-passed-{isStream}".ToLowerInvariant();
        await using var bench = await OutsideBench.StartAsync(gateway, name, new { detector = name, on = new[] { "output" } });

        var (status, body, _) = await bench.ChatAsync(Told, isStream, "echo-0-0");

        Assert.Equal(200, status);
        Assert.Contains(Told, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_that_only_flags_holds_nothing_and_marks_the_exchange_afterwards()
    {
        await using var bench = await OutsideBench.StartAsync(gateway, "answer-flagged", new { detector = "answer-flagged", on = new[] { "output" }, action = "flag" });
        bench.Judge.Says = question => JudgeServer.Verdict(question, "toxicity", 0.8);

        var (status, body, record) = await bench.ChatAsync(Told, isStream: true);

        Assert.Equal((200, "flagged"), (status, record.GetProperty("outcome").GetString()));
        Assert.Contains(Told, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warning_about_an_answer_reaches_the_caller_in_the_header()
    {
        await using var bench = await OutsideBench.StartAsync(gateway, "answer-warned", new { detector = "answer-warned", on = new[] { "output" }, action = "warn" });
        bench.Judge.Says = question => JudgeServer.Verdict(question, "toxicity", 0.8);

        var (status, _, record) = await bench.ChatAsync(Told);

        Assert.Equal((200, "toxicity;rule=\"outside/answer-warned\";in=response"), (status, bench.Warning));
        Assert.Equal("warn", record.GetProperty("findings")[0].GetProperty("action").GetString());
    }

    [Fact]
    public async Task A_check_that_only_flags_lets_pass_what_it_could_not_judge_and_says_so()
    {
        await using var bench = await OutsideBench.StartAsync(gateway, "answer-unseen", new { detector = "answer-unseen", on = new[] { "input", "output" }, action = "flag" });
        bench.Judge.Says = static _ => "no verdict";

        var (status, _, record) = await bench.ChatAsync(Told);

        Assert.Equal((200, "flagged"), (status, record.GetProperty("outcome").GetString()));
        Assert.Equal(("failed_open", "failed_open"), (bench.StateIn(record, "input"), bench.StateIn(record, "output")));
    }

    [Theory]
    [InlineData("block", 503, "failed", "partial")]
    [InlineData("flag", 200, "flagged", "failed_open")]
    public async Task An_answer_that_is_too_large_to_be_held_counts_as_one_that_could_not_be_judged(string action, int status, string outcome, string state)
    {
        var name = $"answer-large-{action}";
        await using var bench = await OutsideBench.StartAsync(gateway, name, new { detector = name, on = new[] { "output" }, action });
        bench.Upstream.Says = string.Concat(Enumerable.Repeat("A quiet river. ", 300_000));

        var (answered, _, record) = await bench.ChatAsync("Tell me.");

        Assert.Equal((status, outcome, state), (answered, record.GetProperty("outcome").GetString(), bench.StateIn(record, "output")));
        Assert.Equal("text_too_long", record.GetProperty("outside")[0].GetProperty("fault").GetString());
        Assert.Empty(bench.Judge.Received);
    }

    [Fact]
    public async Task A_webhook_gets_the_texts_with_their_roles_and_its_verdict_counts()
    {
        await using var bench = await OutsideBench.StartAsync(gateway, "hook", new { detector = "hook" }, kind: "webhook");
        bench.Judge.Answers = static (http, text) => JudgeServer.WriteAsync(http, text.Contains("heron", StringComparison.Ordinal) ? """{"flagged":true,"category":"toxicity","more":1}""" : """{"flagged":false}""");

        Assert.Equal(200, (await bench.ChatAsync("A river.")).Status);
        var (status, body, _) = await bench.ChatAsync(Told);

        Assert.Equal(403, status);
        Assert.Contains("outside detector hook (toxicity)", body, StringComparison.Ordinal);
        var asked = bench.Judge.Received.Last();
        Assert.Equal(("/judge", "Bearer the-secret-of-the-judge"), (asked.Path, asked.Headers.Authorization.ToString()));
        var question = JsonElement.Parse(asked.Body);
        Assert.Equal(("hook", "input"), (question.GetProperty("detector").GetString(), question.GetProperty("direction").GetString()));
        Assert.Contains(question.GetProperty("texts").EnumerateArray(), text => text.GetProperty("role").GetString() == "user" && text.GetProperty("text").GetString() == Told);
    }
}
