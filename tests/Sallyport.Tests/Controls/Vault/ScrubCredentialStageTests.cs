using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using Sallyport.Controls.Vault;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;
using Xunit;

namespace Sallyport.Tests.Controls.Vault;

public sealed class ScrubCredentialStageTests
{
    private const string Secret = "sk-live-0123456789+abcdef";

    public static TheoryData<string> Encoded =>
    [
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes("Bearer " + Secret)),
        Convert.ToBase64String(Encoding.UTF8.GetBytes("key: " + Secret + ";")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes("{\"a\":" + Secret)),
        Convert.ToHexString(Encoding.UTF8.GetBytes(Secret)),
        Convert.ToHexStringLower(Encoding.UTF8.GetBytes(Secret)),
        Uri.EscapeDataString(Secret),
        Uri.EscapeDataString(Secret).Replace("%2B", "%2b", StringComparison.Ordinal),
        JavaScriptEncoder.Default.Encode(Secret),
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("your key is " + Secret + "!")]
    [InlineData("your key is |" + Secret)]
    [InlineData("your key is sk-l|ive-0123|456789+abc|def")]
    [InlineData("sk-live-sk-li|ve-0123456789+abcdef")]
    [InlineData("s|k|-|l|i|v|e|-|0|1|2|3|4|5|6|7|8|9|+|a|b|c|d|e|f")]
    public async Task A_stream_that_repeats_the_secret_ends_before_any_use_can_be_made_of_it(string text)
    {
        var (passed, denial) = await RunAsync(text.Split('|'), channel: 0);
        Assert.Equal(DenialCode.ResponseBlocked, denial?.Code);
        Assert.DoesNotContain(Secret[..9], passed, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Encoded))]
    public async Task An_encoded_secret_ends_the_stream_wherever_it_is_cut(string encoded)
    {
        var text = $"you sent: {encoded} to me";
        for (var cut = 1; cut < text.Length; cut++)
        {
            var (passed, denial) = await RunAsync([text[..cut], text[cut..]], channel: 0);
            Assert.True(denial?.Code == DenialCode.ResponseBlocked, text[..cut]);
            Assert.DoesNotContain(encoded[10..16], passed, StringComparison.Ordinal);
        }

        Assert.NotNull((await RunAsync([.. text.Select(character => character.ToString())], channel: 0)).Denial);
        Assert.NotNull((await RunAsync([text], TextSegment.WholeText)).Denial);
    }

    [Theory]
    [InlineData("k3y-ab12", true)]
    [InlineData("ollama", false)]
    public async Task Only_a_secret_too_short_to_be_told_from_a_word_is_not_looked_for(string secret, bool isFound)
    {
        Assert.Equal(isFound, (await RunAsync([$"it was {secret}."], channel: 0, secret)).Denial is not null);
        Assert.Equal(isFound, CredentialAdmin.FindFault(secret) is null);
    }

    [Theory]
    [InlineData("nothing to see")]
    [InlineData("a key begins with sk-live-|0123 and then differs")]
    [InlineData("it ends with sk-live")]
    [InlineData("sk-l|sk-l|sk-l|x")]
    public async Task Other_text_passes_whole(string text)
    {
        var (passed, denial) = await RunAsync(text.Split('|'), channel: 0);
        Assert.Null(denial);
        Assert.Equal(text.Replace("|", "", StringComparison.Ordinal), passed);
    }

    [Fact]
    public async Task A_whole_answer_that_repeats_the_secret_is_refused() =>
        Assert.NotNull((await RunAsync([$"Incorrect key {Secret}."], TextSegment.WholeText)).Denial);

    [Fact]
    public async Task A_secret_that_was_entered_with_the_schemes_word_is_found_without_it()
    {
        var (_, denial) = await RunAsync([$"Incorrect key {Secret}."], TextSegment.WholeText, $"Bearer {Secret}");
        Assert.NotNull(denial);
    }

    private static async Task<(string Passed, Denial? Denial)> RunAsync(string[] parts, int channel, string secret = Secret)
    {
        var exchange = new Exchange(new DefaultHttpContext(), "x1", DateTimeOffset.UnixEpoch) { Credential = Opened(secret) };
        var passed = "";
        await foreach (var frame in new ScrubCredentialStage().ApplyAsync(FramesAsync(parts, channel), exchange, Cancellation))
        {
            if (frame.Denial is { } denial)
            {
                return (passed, denial);
            }

            passed += frame.Segments[0].Text.ToString();
        }

        return (passed, null);
    }

    private static UpstreamCredential? Opened(string secret) =>
        new OpenedCredential(new Uri("https://upstream.test"), secret).For(new UpstreamAuth { Type = UpstreamAuthType.Bearer });

    // One frame for all parts, as the planes reuse theirs.
    private static async IAsyncEnumerable<ResponseFrame> FramesAsync(string[] parts, int channel)
    {
        await Task.Yield();
        var frame = new ResponseFrame();
        foreach (var part in parts)
        {
            frame = frame.IsDetached ? new ResponseFrame() : frame;
            frame.Reset();
            frame.Add(new TextSegment { Channel = channel, Text = part.AsMemory() });
            yield return frame;
        }
    }
}
