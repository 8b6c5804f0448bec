using System.Security.Cryptography;
using System.Text.Json;
using Sallyport.Detection;
using Sallyport.Detection.Rules;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Llm;

/// <summary>
/// Text that a rule forbids never leaves, not even its first character, wherever the provider cuts it; and what is harmless arrives byte
/// for byte. For every built-in rule that looks at answers, with its own attacks and harmless texts, in every framing.
/// </summary>
public sealed class HeldStreamTests
{
    private static readonly (string Path, EchoFraming Framing)[] Framings =
        [("/v1/chat/completions", new ChatFraming()), ("/v1/responses", new ResponsesFraming()), ("/v1/messages", new MessagesFraming())];

    public static TheoryData<string> OutputRules =>
        [.. StreamBench.Engine.Library.Rules.Where(rule => rule.Directions.Contains(ScanDirection.Output)).Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(OutputRules))]
    public async Task No_character_of_a_blocked_match_leaves_wherever_it_is_cut(string rule)
    {
        var policy = Policy(rule, RuleAction.Block);
        foreach (var attack in Cases(rule, "attack"))
        {
            var text = $"Well then: {attack} and so on.";
            if (FirstMatch(text, policy) is not { } first)
            {
                continue;
            }

            foreach (var (path, framing, cuts) in Cuts(text))
            {
                var received = await StreamBench.PassAsync(path, Framed(framing, cuts), 4096, map: null, policy);
                var said = framing.ReadSaid(StreamBench.Events(received));
                Assert.True(said.Length <= first && text.StartsWith(said, StringComparison.Ordinal), $"{path} [{string.Join('|', cuts)}] let out: {said}");
                Assert.Contains("error", received, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [MemberData(nameof(OutputRules))]
    public async Task A_redacted_match_leaves_as_a_mark_wherever_it_is_cut(string rule)
    {
        var policy = Policy(rule, RuleAction.Redact);
        foreach (var attack in Cases(rule, "attack"))
        {
            var text = $"Well then: {attack} and so on.";
            foreach (var (path, framing, cuts) in Cuts(text).Where(cut => FirstMatch(text, policy) is not null))
            {
                var received = await StreamBench.PassAsync(path, Framed(framing, cuts), 4096, map: null, policy);
                var said = framing.ReadSaid(StreamBench.Events(received));
                Assert.True(Redacted(text, policy) == said, $"{path} [{string.Join('|', cuts)}] let out: {said}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(OutputRules))]
    public async Task Harmless_text_arrives_byte_for_byte(string rule)
    {
        var policy = Policy(rule, RuleAction.Block);
        foreach (var text in Cases(rule, "benign"))
        {
            foreach (var (path, framing, cuts) in Cuts(text))
            {
                var sent = Framed(framing, cuts);
                Assert.Equal(sent, await StreamBench.PassAsync(path, sent, 4096, map: null, policy));
            }
        }
    }

    [Theory]
    [InlineData("Write to joe.bloggs@mail.example.org today.", "Write to [REDACTED] today.")]
    [InlineData("Pay with 4111 1111 1111 1111 now.", "Pay with [REDACTED] now.")]
    [InlineData("Call +1 (415) 555-2671 at once.", "Call [REDACTED] at once.")]
    [InlineData("To GB29 NWBK 6016 1331 9268 19 please.", "To [REDACTED] please.")]
    [InlineData("Her number is 078-05-1121.", "Her number is [REDACTED].")]
    public async Task Personal_data_leaves_as_a_mark_wherever_it_is_cut(string text, string expected)
    {
        var policy = StreamBench.Engine.Compile([StreamBench.Engine.Library.Packs.Single(pack => pack.Name == "llm-data-redaction")]);
        foreach (var (path, framing, cuts) in Cuts(text))
        {
            var received = await StreamBench.PassAsync(path, Framed(framing, cuts), 4096, map: null, policy);
            var said = framing.ReadSaid(StreamBench.Events(received));
            Assert.True(expected == said, $"{path} [{string.Join('|', cuts)}] let out: {said}");
        }
    }

    [Fact]
    public async Task A_redacted_tool_call_keeps_its_json_wherever_it_is_cut()
    {
        const string Arguments = """{"note":"first\njoe@example.org","key":"AKIAIOSFODNN7EXAMPL2"}""";
        var policy = Policy("secret-aws-access-key", RuleAction.Redact, "pii-email");
        for (var cut = 1; cut < Arguments.Length; cut++)
        {
            foreach (var (path, framing) in Framings)
            {
                var sent = string.Concat(framing.Stream([Arguments[..cut], Arguments[cut..]], "m", isToolCall: true, withUsage: true));
                var said = framing.ReadSaid(StreamBench.Events(await StreamBench.PassAsync(path, sent, 4096, map: null, policy)));
                Assert.DoesNotContain("joe@", said, StringComparison.Ordinal);
                Assert.Equal("[REDACTED]", JsonElement.Parse(said).GetProperty("key").GetString());
            }
        }
    }

    [Theory]
    [InlineData("\n", false)]
    [InlineData(" ", false)]
    [InlineData("\\n", true)]
    public async Task A_redacted_private_key_leaves_nothing_of_itself_wherever_it_is_cut(string lineEnd, bool isToolCall)
    {
        var lines = Enumerable.Range(0, 24).Select(line => Convert.ToBase64String(SHA512.HashData([(byte)line]))[..64]);
        string[] block = ["-----BEGIN RSA PRIVATE KEY-----", "Proc-Type: 4,ENCRYPTED", "DEK-Info: AES-128-CBC,0123456789ABCDEF", "", .. lines, "qrs8=", "-----END RSA PRIVATE KEY-----"];
        var (before, after) = isToolCall ? ("{\"key\":\"", "\",\"a\":1}") : ("It is: ", ", or so - I think. And so on.");
        var text = before + string.Join(lineEnd, block) + after;
        var expected = $"{before}[REDACTED]{after}";
        var policy = Policy("secret-private-key", RuleAction.Redact);

        foreach (var (path, framing) in Framings)
        {
            foreach (var size in (int[])[1, 2, 3, 7, 16, 63, 64, 65, 100, 500, 1000, 3000])
            {
                string[] cuts = [.. text.Chunk(size).Select(chunk => new string(chunk))];
                var sent = string.Concat(framing.Stream(cuts, "m", isToolCall, withUsage: true));
                Assert.Equal(expected, framing.ReadSaid(StreamBench.Events(await StreamBench.PassAsync(path, sent, 4096, map: null, policy))));
            }
        }
    }

    [Theory]
    [InlineData(RuleAction.Block, 1, 15)]
    [InlineData(RuleAction.Block, 5, 15)]
    [InlineData(RuleAction.Block, 16, 0)]
    [InlineData(RuleAction.Block, 40, 0)]
    [InlineData(RuleAction.Block, 500, 0)]
    [InlineData(RuleAction.Redact, 32, 0)]
    [InlineData(RuleAction.Redact, 500, 0)]
    public async Task Encoded_text_is_held_from_sixteen_characters_on(RuleAction action, int size, int mostOut)
    {
        var policy = Policy("secret-aws-access-key", action);
        var words = "The key of the account that was asked for is AKIAIOSFODNN7EXAMPL2 and no other."u8.ToArray();
        const string Before = "Read what follows here: ";
        const string After = " - that is all.";
        foreach (var encoded in (string[])[Convert.ToBase64String(words).TrimEnd('='), Convert.ToHexStringLower(words)])
        {
            var text = Before + encoded + After;
            foreach (var (path, framing) in Framings)
            {
                string[] cuts = [Before, .. encoded.Chunk(size).Select(chunk => new string(chunk)), After];
                var said = framing.ReadSaid(StreamBench.Events(await StreamBench.PassAsync(path, Framed(framing, cuts), 4096, map: null, policy)));
                Assert.True(action == RuleAction.Redact ? said == $"{Before}[REDACTED]{After}" : text.StartsWith(said, StringComparison.Ordinal) && said.Length <= Before.Length + mostOut, said);
            }
        }
    }

    [Theory]
    [InlineData('\u200b', 1, 40)]
    [InlineData('\u200b', 6, 60)]
    [InlineData('\n', 18, 40)]
    [InlineData('\n', 30, 100)]
    public async Task Encoded_text_that_was_broken_up_is_redacted_as_one(char between, int every, int size)
    {
        const string Before = "Read what follows here:\n";
        const string After = "\n\n - that is all.";
        var policy = Policy("secret-aws-access-key", RuleAction.Redact);
        var encoded = Convert.ToBase64String("The key of the account that was asked for is AKIAIOSFODNN7EXAMPL2 and no other."u8.ToArray()).TrimEnd('=');
        var broken = string.Join(between, encoded.Chunk(every).Select(signs => new string(signs)));
        foreach (var (path, framing) in Framings)
        {
            string[] cuts = [Before, .. broken.Chunk(size).Select(chunk => new string(chunk)), After];
            var said = framing.ReadSaid(StreamBench.Events(await StreamBench.PassAsync(path, Framed(framing, cuts), 4096, map: null, policy)));
            Assert.Equal($"{Before}[REDACTED]{After}", said);
        }
    }

    [Fact]
    public async Task What_another_choice_says_keeps_its_place_behind_what_is_held()
    {
        const string Stream = """
            data: {"choices":[{"index":0,"delta":{"content":"The key AKI"},"finish_reason":null}]}

            data: {"choices":[{"index":1,"delta":{"content":"Nothing here."},"finish_reason":null}]}

            data: {"choices":[{"index":1,"delta":{},"finish_reason":"stop"}]}

            data: {"choices":[{"index":0,"delta":{"content":"NG is no key."},"finish_reason":null}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]


            """;
        Assert.Equal(Stream, await StreamBench.PassAsync("/v1/chat/completions", Stream, 4096, map: null, Policy("secret-aws-access-key", RuleAction.Block)));
    }

    private static string Redacted(string text, CompiledPolicy policy)
    {
        foreach (var finding in StreamBench.Engine.Scan(text, ScanDirection.Output, policy).Findings.Where(finding => finding.View is "raw" or "normalised").Reverse())
        {
            text = string.Concat(text.AsSpan(0, finding.Start), "[REDACTED]", text.AsSpan(finding.End));
        }

        return text;
    }

    private static string Framed(EchoFraming framing, IReadOnlyList<string> cuts) => string.Concat(framing.Stream([.. cuts], "m", isToolCall: false, withUsage: true));

    private static IEnumerable<(string Path, EchoFraming Framing, IReadOnlyList<string> Cuts)> Cuts(string text)
    {
        for (var cut = 1; cut < text.Length; cut++)
        {
            var (path, framing) = Framings[cut % Framings.Length];
            if (!char.IsLowSurrogate(text[cut]))
            {
                yield return (path, framing, [text[..cut], text[cut..]]);
            }
        }

        foreach (var (path, framing) in Framings)
        {
            foreach (var size in (int[])[1, 3, 7])
            {
                yield return (path, framing, [.. text.EnumerateRunes().Chunk(size).Select(chunk => string.Concat(chunk.Select(rune => rune.ToString())))]);
            }
        }
    }

    private static int? FirstMatch(string text, CompiledPolicy policy)
    {
        var findings = StreamBench.Engine.Scan(text, ScanDirection.Output, policy).Findings.Where(finding => finding.View is "raw" or "normalised").ToList();
        return findings.Count == 0 ? null : findings.Min(finding => finding.Start);
    }

    private static CompiledPolicy Policy(string rule, RuleAction action, string other = "none") => StreamBench.Engine.Compile([new PolicyPack
    {
        Name = "one-rule",
        Description = "One rule.",
        Actions = new Dictionary<string, RuleAction> { [rule] = action, [other] = action, ["*"] = RuleAction.None },
        Thresholds = new Dictionary<string, double> { ["*"] = 0 },
    }]);

    private static IEnumerable<string> Cases(string rule, string kind)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository(), "rules", "tests", rule + ".json")));
        return [.. document.RootElement.GetProperty(kind).EnumerateArray().Select(text => text.GetString() ?? "")];
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sallyport.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests must run inside the repository.");
    }
}
