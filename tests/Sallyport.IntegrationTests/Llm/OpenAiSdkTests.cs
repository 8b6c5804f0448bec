using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using OpenAI;
using OpenAI.Chat;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;
using Xunit;

namespace Sallyport.IntegrationTests.Llm;

public sealed class OpenAiSdkTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_sdk_reads_a_stream_through_the_plane()
    {
        await using var host = await PlaneHost.StartAsync(LlmProvider.OpenAi, Fixture.Streams(Fixture.Text("openai/chat.events.sse")));
        var text = new StringBuilder();
        var arguments = new StringBuilder();
        await foreach (var update in Client(host).CompleteChatStreamingAsync([new UserChatMessage("Hi")], cancellationToken: Token))
        {
            text.AppendJoin("", update.ContentUpdate.Select(part => part.Text));
            arguments.AppendJoin("", update.ToolCallUpdates.Select(call => call.FunctionArgumentsUpdate.ToString()));
        }

        Assert.Equal("Hello", text.ToString());
        Assert.Equal("{\"q\":1}", arguments.ToString());
    }

    [Fact]
    public async Task The_sdk_understands_a_refusal()
    {
        await using var host = await PlaneHost.StartAsync(
            LlmProvider.OpenAi,
            Fixture.Answers("{}"),
            onFrame: _ => ResponseFrame.Refusal(new Denial(DenialCode.ContentBlocked, 403, "Blocked.") { RuleId = "pi-1" }));
        var refusal = await Assert.ThrowsAsync<ClientResultException>(() => Client(host).CompleteChatAsync([new UserChatMessage("Hi")], cancellationToken: Token));
        Assert.Equal(403, refusal.Status);
        Assert.Contains("Blocked. [rule pi-1]", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("content_blocked", refusal.Message, StringComparison.Ordinal);
    }

    private static ChatClient Client(PlaneHost host) => new OpenAIClient(
        new ApiKeyCredential("spk_test"),
        new OpenAIClientOptions { Endpoint = new Uri(host.Client.BaseAddress!, "v1"), RetryPolicy = new ClientRetryPolicy(0) }).GetChatClient("gpt-5.1");
}
