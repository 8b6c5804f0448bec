using System.Text.Json;
using Sallyport.Controls.Outside;
using Xunit;

namespace Sallyport.Tests.Controls.Outside;

/// <summary>What counts as a verdict, and that nothing else does.</summary>
public sealed class VerdictTests
{
    private const string Good = """{"ticket":"t1","category":"jailbreak","score":0.8,"reason":"r"}""";

    [Theory]
    [InlineData(Good, "jailbreak", 0.8)]
    [InlineData("""{"reason":"r","score":1,"category":"toxicity","ticket":"t1"}""", "toxicity", 1)]
    [InlineData("""{"ticket":"t1","category":"none","score":0,"reason":""}""", null, 0)]
    [InlineData("""{"ticket":"t1","category":"none","score":0.98,"reason":"sure of it"}""", null, 0)]
    public void A_verdict_is_read(string content, string? category, double score)
    {
        var answer = JudgeVerdict.Read(Completion(content), OutsideSamples.Config, "t1");

        Assert.Null(answer.Fault);
        Assert.Equal((category, score), (answer.Verdict?.Category, answer.Verdict?.Score));
        Assert.Equal((7L, 3L), (answer.InputTokens, answer.OutputTokens));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"none\"")]
    [InlineData("safe")]
    [InlineData(Good + Good)]
    [InlineData("```json\n" + Good + "\n```")]
    [InlineData("""{"ticket":"t2","category":"none","score":0,"reason":"r"}""")]
    [InlineData("""{"category":"none","score":0,"reason":"r"}""")]
    [InlineData("""{"ticket":"t1","category":"harmless","score":0,"reason":"r"}""")]
    [InlineData("""{"ticket":"t1","category":"sqli","score":1,"reason":"a category nobody asked about"}""")]
    [InlineData("""{"ticket":"t1","category":null,"score":0,"reason":"r"}""")]
    [InlineData("""{"ticket":"t1","category":"none","score":"0","reason":"r"}""")]
    [InlineData("""{"ticket":"t1","category":"jailbreak","score":1.01,"reason":"r"}""")]
    [InlineData("""{"ticket":"t1","category":"jailbreak","score":-0.1,"reason":"r"}""")]
    [InlineData("""{"ticket":"t1","category":"jailbreak","score":1e999,"reason":"r"}""")]
    [InlineData("""{"ticket":"t1","category":"none","score":0}""")]
    [InlineData("""{"ticket":"t1","category":"none","score":0,"reason":"\ud800"}""")]
    [InlineData("""{"ticket":"t1","category":"none","score":0,"reason":"r","allow":true}""")]
    [InlineData("""{"ticket":"t1","category":"jailbreak","category":"none","score":0,"reason":"r"}""")]
    public void Anything_else_is_none(string content) =>
        Assert.Equal(OutsideFault.Malformed, JudgeVerdict.Read(Completion(content), OutsideSamples.Config, "t1").Fault);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"choices":[]}""")]
    [InlineData("""{"choices":[{}]}""")]
    [InlineData("""{"choices":[{"message":{"content":null,"refusal":"I cannot."}}]}""")]
    [InlineData("""{"choices":[{"message":{"content":["{}"]}}]}""")]
    [InlineData("""{"choices":"one"}""")]
    [InlineData("""{"error":{"message":"quota"}}""")]
    public void An_answer_that_is_no_completion_is_none(string body) =>
        Assert.Equal(OutsideFault.Malformed, JudgeVerdict.Read(OutsideSamples.Bytes(body), OutsideSamples.Config, "t1").Fault);

    [Theory]
    [InlineData("9223372036854775807", int.MaxValue)]
    [InlineData("-5", 0)]
    [InlineData("1e400", 0)]
    [InlineData("\"7\"", 0)]
    public void A_count_of_tokens_stays_within_what_can_be_added_up(string told, long counted)
    {
        var body = $$$"""{"choices":[{"message":{"content":"{}"}}],"usage":{"prompt_tokens":{{{told}}},"completion_tokens":{{{told}}}}}""";
        var answer = JudgeVerdict.Read(OutsideSamples.Bytes(body), OutsideSamples.Config, "t1");

        Assert.Equal((counted, counted), (answer.InputTokens, answer.OutputTokens));
    }

    [Theory]
    [InlineData("""{"flagged":false}""", null, 0)]
    [InlineData("""{"flagged":true}""", "jailbreak", 1)]
    [InlineData("""{"flagged":true,"category":"toxicity","score":0.4,"reason":"r","more":[1]}""", "toxicity", 0.4)]
    [InlineData("""{"flagged":true,"category":null,"score":null}""", "jailbreak", 1)]
    [InlineData("""{"flagged":false,"category":"anything","score":0.4}""", null, 0)]
    public void A_webhooks_verdict_is_read(string body, string? category, double score)
    {
        var answer = WebhookDetector.Read(OutsideSamples.Bytes(body), OutsideSamples.Config);

        Assert.Equal((category, score), (answer.Verdict?.Category, answer.Verdict?.Score));
    }

    [Theory]
    [InlineData("")]
    [InlineData("true")]
    [InlineData("{}")]
    [InlineData("""{"flagged":"false"}""")]
    [InlineData("""{"flagged":0}""")]
    [InlineData("""{"flagged":true,"category":"sqli"}""")]
    [InlineData("""{"flagged":true,"score":2}""")]
    [InlineData("""{"flagged":false,"reason":3}""")]
    [InlineData("""{"flagged":true,"flagged":false}""")]
    public void Anything_else_of_a_webhook_is_none(string body) =>
        Assert.Equal(OutsideFault.Malformed, WebhookDetector.Read(OutsideSamples.Bytes(body), OutsideSamples.Config).Fault);

    [Fact]
    public void A_reason_loses_what_could_disturb_a_screen() =>
        Assert.Equal("ab" + new string('x', OutsideVerdict.MaxReason - 2), OutsideVerdict.Clean("a\u001b\u202eb" + new string('x', 1000)).Reason);

    private static byte[] Completion(string content) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        choices = new[] { new { message = new { content }, finish_reason = "stop" } },
        usage = new { prompt_tokens = 7, completion_tokens = 3 },
    });
}
