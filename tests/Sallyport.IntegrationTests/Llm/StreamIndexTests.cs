using Sallyport.Detection.Masking;
using Sallyport.Detection.Recognizers;
using Xunit;

namespace Sallyport.IntegrationTests.Llm;

/// <summary>Events that continue one text under indices that look alike: every reader must come to the same text as the gateway, or get none.</summary>
public sealed class StreamIndexTests
{
    private const string Mail = "ada.lovelace@example.com";
    private const string Chat = "/v1/chat/completions";
    private const string Messages = "/v1/messages";

    [Theory]
    [InlineData("\"index\":0,", "\"index\":0,")]
    [InlineData("\"index\":0,", "\"index\":0.0,")]
    [InlineData("\"index\":1,", "\"index\":10e-1,")]
    [InlineData("\"index\":-0,", "\"index\":0,")]
    [InlineData("", "")]
    [InlineData("", "\"index\":null,")]
    public async Task A_number_is_one_index_however_it_is_written(string first, string second)
    {
        Assert.Contains(Mail, Joined(await PassAsync(Chat, first, second)), StringComparison.Ordinal);
        Assert.Contains(Mail, Joined(await PassAsync(Messages, first, second)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"index\":0,", "\"index\":\"0\",")]
    [InlineData("\"index\":0,", "\"index\":0.5,")]
    [InlineData("\"index\":0,", "\"index\":-1,")]
    [InlineData("\"index\":0,", "\"index\":false,")]
    [InlineData("\"index\":0,", "\"index\":[0],")]
    [InlineData("\"index\":0,", "\"index\":{\"x\":0},")]
    [InlineData("\"index\":0,", "\"index\":4294967296,")]
    [InlineData("\"index\":0,", "\"index\":0,\"index\":1,")]
    [InlineData("\"index\":0,", "")]
    [InlineData("", "\"index\":0,")]
    [InlineData("\"index\":0,", "\"index\":null,")]
    public async Task An_index_that_readers_take_for_different_ones_ends_the_stream(string first, string second)
    {
        Assert.Contains("upstream_invalid", await PassAsync(Chat, first, second), StringComparison.Ordinal);
        Assert.Contains("whole numbers", await PassAsync(Messages, first, second), StringComparison.Ordinal);
    }

    /// <summary>A stream that says a placeholder in two events.</summary>
    private static Task<string> PassAsync(string path, string first, string second)
    {
        var map = new PlaceholderMap();
        new TextMasker(StreamBench.Engine.Entities).Mask(Mail, EntitySet.Personal, map, out var masked, [], false);
        var placeholder = masked ?? throw new InvalidOperationException("Nothing was masked.");
        var stream = Event(path, first, placeholder[..4]) + Event(path, second, placeholder[4..]) + End(path);
        return StreamBench.PassAsync(path, stream, sliceSize: 4096, map);
    }

    private static string Event(string path, string index, string said) => path == Chat
        ? $$$"""data: {"id":"c","object":"chat.completion.chunk","choices":[{{{{index}}}"delta":{"content":"{{{said}}}"}}]}""" + "\n\n"
        : $$$"""event: content_block_delta{{{"\n"}}}data: {"type":"content_block_delta",{{{index}}}"delta":{"type":"text_delta","text":"{{{said}}}"}}""" + "\n\n";

    private static string End(string path) => path == Chat ? "data: [DONE]\n\n" : "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

    /// <summary>All that the events say, as a reader who minds no index joins it.</summary>
    private static string Joined(string stream) => string.Concat(StreamBench.Events(stream)
        .Select(message => (string?)message["choices"]?[0]?["delta"]?["content"] ?? (string?)message["delta"]?["text"]));
}
