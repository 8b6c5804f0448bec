using Microsoft.AspNetCore.Http;
using Sallyport.Controls.Vault;
using Sallyport.Core.Exchanges;
using Xunit;

namespace Sallyport.Tests.Controls.Vault;

public sealed class ScrubCredentialStageTests
{
    private const string Secret = "sk-live-0123456789abcdef";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("your key is " + Secret + "!")]
    [InlineData("your key is |" + Secret)]
    [InlineData("your key is sk-l|ive-0123|456789abc|def")]
    [InlineData("sk-live-sk-li|ve-0123456789abcdef")]
    [InlineData("s|k|-|l|i|v|e|-|0|1|2|3|4|5|6|7|8|9|a|b|c|d|e|f")]
    public async Task A_stream_that_repeats_the_secret_ends_before_any_use_can_be_made_of_it(string text)
    {
        var (passed, denial) = await RunAsync(text.Split('|'), channel: 0);
        Assert.Equal(DenialCode.ResponseBlocked, denial?.Code);
        Assert.DoesNotContain(Secret[..9], passed, StringComparison.Ordinal);
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

    private static async Task<(string Passed, Denial? Denial)> RunAsync(string[] parts, int channel)
    {
        var exchange = new Exchange(new DefaultHttpContext(), "x1", DateTimeOffset.UnixEpoch) { Credential = new UpstreamCredential("Authorization", $"Bearer {Secret}") };
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
