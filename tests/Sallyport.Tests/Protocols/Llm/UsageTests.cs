using Sallyport.Protocols.Json;
using Sallyport.Protocols.Llm;
using Xunit;

namespace Sallyport.Tests.Protocols.Llm;

public sealed class UsageTests
{
    [Theory]
    [InlineData("openai/chat.response.json", 20, 9, 4, 0, 5)]
    [InlineData("openai/chat.events.sse", 11, 7, 2, 0, 3)]
    [InlineData("openai/responses.response.json", 30, 12, 10, 0, 6)]
    [InlineData("openai/responses.events.sse", 30, 12, 10, 0, 6)]
    [InlineData("openai/embeddings.response.json", 8, 0, 0, 0, 0)]
    [InlineData("anthropic/messages.response.json", 115, 20, 100, 5, 8)]
    [InlineData("anthropic/messages.events.sse", 115, 20, 100, 5, 8)]
    public void Usage_is_normalised_to_input_with_cache_and_output_with_reasoning(
        string file, long input, long output, long cached, long cacheWrite, long reasoning)
    {
        var format = LlmFixtures.FormatOf(file);
        var tokens = ReadTokens(file, format);
        Assert.True(tokens.IsKnown);
        Assert.Equal((input, output, cached, cacheWrite, reasoning), (tokens.Input(format), tokens.Output, tokens.Cached, tokens.CacheWrite, tokens.Reasoning));
    }

    [Fact]
    public void An_answer_without_figures_has_no_known_usage() =>
        Assert.False(ReadTokens("openai/models.response.json", LlmFixtures.FormatOf("openai/models.response.json")).IsKnown);

    private static LlmTokens ReadTokens(string file, LlmFormat format)
    {
        var tokens = new LlmTokens();
        var finder = new JsonTextFinder(LlmFact.EventType);
        if (!file.EndsWith(".sse", StringComparison.Ordinal))
        {
            Assert.Equal(JsonFault.None, finder.Find(LlmFixtures.Read(file), format.Response));
            tokens.Read(LlmFixtures.Read(file), finder);
            return tokens;
        }

        foreach (var (payload, _) in LlmFixtures.Events(LlmFixtures.Read(file)))
        {
            // The format of a file with events streams.
            if (!format.Stream!.IsSentinel(payload))
            {
                Assert.Equal(JsonFault.None, finder.Find(payload, format.Event!));
                tokens.Read(payload, finder);
            }
        }

        return tokens;
    }
}
