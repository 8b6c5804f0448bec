using System.Text;
using Sallyport.Detection;
using Sallyport.Detection.Rules;
using Xunit;

namespace Sallyport.Tests.Detection;

/// <summary>What a stream's holder may let out is what no rule can claim any more, wherever the text is cut.</summary>
public sealed class StreamHoldTests
{
    // Longest match with its surroundings: what a holder keeps back at most.
    private const int MostHeld = 520;

    // Of encoded text that many characters are nothing special yet.
    private const int Unremarkable = 15;

    private const string Secret = "AKIAIOSFODNN7EXAMPL2";

    private static readonly RuleLibrary Library = RepositoryRules.Library;

    [Theory]
    [InlineData("base64", 1, '\u200b')]
    [InlineData("base64", 2, '\u00ad')]
    [InlineData("base64", 7, '\u2060')]
    [InlineData("base64", 15, '\u200d')]
    [InlineData("hex", 1, '\u200b')]
    [InlineData("hex", 4, '\u200b')]
    [InlineData("base32", 5, '\u200b')]
    public void Encoded_text_strewn_with_characters_nobody_sees_is_judged_before_it_leaves(string encoding, int every, char unseen)
    {
        var encoded = Encode(encoding, $"The key is {Secret} and no other.");
        var strewn = string.Join(unseen, encoded.Chunk(every).Select(signs => new string(signs)));
        var mostOut = Unremarkable * (every + 1) / every;
        AssertJudged($"Read this: {strewn} - that is all.", 11, mostOut + 1, Blocking("secret-aws-access-key"));
    }

    [Fact]
    public void A_stream_that_becomes_strewn_within_the_encoded_text_is_judged_before_it_leaves()
    {
        var encoded = Encode("base64", $"The key is {Secret} and no other.");
        for (var at = 1; at < encoded.Length; at += 3)
        {
            AssertJudged($"Read this: {encoded[..at]}\u200b{encoded[at..]} - that is all.", 11, Unremarkable + 1, Blocking("secret-aws-access-key"), [1, 7]);
        }
    }

    [Theory]
    [InlineData(16, "\n", 0)]
    [InlineData(18, "\n", 90)]
    [InlineData(19, "\r\n", 200)]
    [InlineData(22, "\n", 130)]
    [InlineData(24, "\r\n", 230)]
    [InlineData(27, "\n", 170)]
    [InlineData(30, "\n", 250)]
    [InlineData(76, "\n", 255)]
    public void Encoded_text_in_short_lines_is_judged_before_it_leaves_across_every_step(int width, string lineEnd, int before)
    {
        var lead = string.Concat(Enumerable.Repeat("It is fine. ", 30))[..before] + "\n";
        var encoded = Encode("base64", $"Hello my dear friend, it is good to see you here again. The key is {Secret} and there is no other one that I would know of.");
        var wrapped = string.Join(lineEnd, encoded.Chunk(width).Select(signs => new string(signs)));
        AssertJudged($"{lead}{wrapped}\n\nThat is all.", lead.Length, Unremarkable, Blocking("secret-aws-access-key"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_secret_deep_within_a_long_encoded_text_is_judged_before_it_leaves(int odd)
    {
        var words = string.Concat(Enumerable.Repeat("It is good to see you here again. ", 60))[odd..];
        var encoded = Encode("base64", $"{words}The key is {Secret} and no other.");
        var secret = words.Length * 4 / 3;
        AssertJudged($"Read this: {encoded}\n", 11 + secret, 0, Blocking("secret-aws-access-key"), [1, 7, 20]);
        var lines = string.Join('\n', encoded.Chunk(64).Select(signs => new string(signs)));
        AssertJudged($"Read this:\n{lines}\n\nEnd", 11 + (secret * 65 / 64), 0, Blocking("secret-aws-access-key"), [1, 7, 20]);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("ab/")]
    [InlineData("0-")]
    public void Signs_before_an_encoded_text_do_not_let_it_out(string prefix)
    {
        var encoded = Encode("base64", $"The key of the account is {Secret} and no other.");
        AssertJudged($"Read this: {prefix}{encoded} - that is all.", 11, Unremarkable + prefix.Length + 4, Blocking("secret-aws-access-key"));
    }

    [Theory]
    [InlineData("foo(?=[\\s\\S]{0,60}bar)", "He says foo and then for quite some while nothing but a bar comes.", 8)]
    [InlineData("(?=[\\s\\S]{0,60}bar)foo\\d{2}", "He says foo42 and then for quite some while nothing but a bar comes.", 8)]
    [InlineData("foo(?=\\s{1,9}(?:very )?(?=[a-z ]{0,20}bar))", "He says foo   very cold bar comes.", 8)]
    public void A_match_that_asks_for_what_comes_behind_it_is_held_until_that_has_come(string pattern, string text, int forbidden) =>
        AssertJudged(text, forbidden, 0, Own(pattern));

    [Theory]
    [InlineData("foo(?=[\\s\\S]{0,30}bar)", "foo", 33)]
    [InlineData("foo(?= bar)", "foo", 7)]
    public void What_was_asked_for_and_did_not_come_lets_the_text_go(string pattern, string begun, int longest)
    {
        var (engine, policy) = Own(pattern);
        using var window = engine.OpenWindow(policy, ScanDirection.Output);
        window.Append($"He says {begun}");
        Assert.Equal(8, window.HeldFrom);
        window.Append(string.Concat(Enumerable.Repeat(" so", 20)).AsSpan(0, longest + 1));
        Assert.Equal(int.MaxValue, window.HeldFrom);
    }

    [Fact]
    public void Words_in_lines_and_long_names_are_not_held()
    {
        const string Text = "InspectResponseStageOfTheGateway\nUnmaskResponseStageOfTheGateway\nReadRequestStageOfTheGateway\nor\nthen\nsome\n";
        var (engine, policy) = Blocking("secret-aws-access-key");
        using var window = engine.OpenWindow(policy, ScanDirection.Output);
        for (var position = 0; position < Text.Length; position++)
        {
            window.Append(Text.AsSpan(position, 1));
            Assert.Equal(int.MaxValue, window.HeldFrom);
        }
    }

    private static void AssertJudged(string text, int forbidden, int mostOut, (DetectionEngine Engine, CompiledPolicy Policy) guard, int[]? framings = null)
    {
        Assert.Equal(RuleAction.Block, guard.Engine.Scan(text, ScanDirection.Output, guard.Policy).Action);
        for (var cut = 1; cut < text.Length && framings is null; cut++)
        {
            var left = Released(guard.Engine, guard.Policy, [text[..cut], text[cut..]]);
            Assert.True(left <= forbidden + mostOut, $"cut at {cut}: {left} left, {forbidden} may");
        }

        foreach (var size in framings ?? [1, 3, 7, 20])
        {
            var left = Released(guard.Engine, guard.Policy, text.Chunk(size).Select(piece => new string(piece)));
            Assert.True(left <= forbidden + mostOut, $"pieces of {size}: {left} left, {forbidden} may");
        }
    }

    // How many characters have left when the text is refused; all when it never is.
    private static int Released(DetectionEngine engine, CompiledPolicy policy, IEnumerable<string> pieces)
    {
        using var window = engine.OpenWindow(policy, ScanDirection.Output);
        var (left, end) = (0, 0);
        foreach (var piece in pieces)
        {
            if (window.Append(piece).Action == RuleAction.Block)
            {
                return left;
            }

            end += piece.Length;
            left = Math.Max(left, window.HeldFrom == int.MaxValue ? end : Math.Max(window.HeldFrom, end - MostHeld));
        }

        return window.Complete().Action == RuleAction.Block ? left : int.MaxValue;
    }

    private static (DetectionEngine Engine, CompiledPolicy Policy) Blocking(string rule) => (RepositoryRules.Engine, RepositoryRules.Engine.Compile([new PolicyPack
    {
        Name = "one-rule",
        Description = "One rule.",
        Actions = new Dictionary<string, RuleAction> { [rule] = RuleAction.Block, ["*"] = RuleAction.None },
        Thresholds = new Dictionary<string, double> { ["*"] = 0 },
    }]));

    private static (DetectionEngine Engine, CompiledPolicy Policy) Own(string pattern)
    {
        var json = $$"""{"name":"mine","description":"d","kind":"both","rules":[{"id":"own","category":"exfiltration","action":"block","patterns":["{{pattern.Replace("\\", "\\\\", StringComparison.Ordinal)}}"]}]}""";
        var loaded = RuleLibrary.Load([new RuleSource("packs/mine.json", json)], Library, out var faults);
        Assert.Empty(faults);
        Assert.NotNull(loaded);
        var pack = loaded.Packs.Single(pack => pack.Name == "mine");
        var engine = DetectionEngine.Create(Library, [pack]);
        return (engine, engine.Compile([pack]));
    }

    private static string Encode(string encoding, string text) => encoding switch
    {
        "base64" => Convert.ToBase64String(Encoding.ASCII.GetBytes(text)).TrimEnd('='),
        "hex" => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(text)),
        _ => Base32(Encoding.ASCII.GetBytes(text)),
    };

    private static string Base32(byte[] bytes)
    {
        var bits = string.Concat(bytes.Select(value => Convert.ToString(value, 2).PadLeft(8, '0')));
        return string.Concat(bits.PadRight((bits.Length + 4) / 5 * 5, '0').Chunk(5).Select(group => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Convert.ToInt32(new string(group), 2)]));
    }
}
