using Sallyport.Core.Proxies;
using Sallyport.Planes.Llm;
using Xunit;

namespace Sallyport.Tests.Planes.Llm;

public sealed class NearMissTests
{
    [Theory]
    [InlineData(LlmProvider.OpenAi, "/chat/completions", "Did you mean /v1/chat/completions? Add /v1 to the client's base URL.")]
    [InlineData(LlmProvider.Anthropic, "/messages", "Add /v1 to the client's base URL.")]
    [InlineData(LlmProvider.Anthropic, "/v1/v1/messages", "leave it out of its base URL")]
    [InlineData(LlmProvider.OpenAi, "/v1/Embeddings/", "Did you mean /v1/embeddings? Paths are compared to the letter.")]
    [InlineData(LlmProvider.OpenAi, "/v1//embeddings", "Did you mean /v1/embeddings?")]
    [InlineData(LlmProvider.OpenAi, "/v1/messages", "belongs to Anthropic's API and this proxy speaks OpenAI's")]
    [InlineData(LlmProvider.Anthropic, "/v1/chat/completions", "belongs to OpenAI's API and this proxy speaks Anthropic's")]
    [InlineData(LlmProvider.OpenAi, "/v1/files", "such as /v1/models")]
    public void A_path_that_is_nearly_right_is_told_what_is_missing(LlmProvider provider, string path, string expected) =>
        Assert.Contains(expected, NearMiss.Explain(provider, path), StringComparison.Ordinal);

    [Fact]
    public void What_the_client_sent_is_not_repeated() =>
        Assert.DoesNotContain("canary", NearMiss.Explain(LlmProvider.OpenAi, "/models/canary"), StringComparison.Ordinal);
}
