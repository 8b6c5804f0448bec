using FsCheck;
using FsCheck.Fluent;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Llm;

/// <summary>Nothing is lost, doubled or left masked, in every framing, wherever fragments and network reads are cut.</summary>
public sealed class StreamRestoreTests
{
    private static readonly string[] Pieces =
    [
        "<EMAIL_1>", "<PHONE_12>", "<EMAIL_1>", "<PHONE_12>", "<", ">", "<EMAIL_", "<EMAIL_12>", "<PHONE_1", "EMAIL_1>", "\\", "\\\\", "\"", "\n",
        "u003c", "\\u003cEMAIL_1\\u003e", " ", "words", "ü", "日本", "🏰", "{", "}", "data: ", "[DONE]", "",
    ];

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task A_placeholder_cut_at_any_two_positions_comes_back_whole(int framing, bool isToolCall)
    {
        const string Words = "a<EMAIL_1><PHONE_12>z";
        var length = Words.Length + (isToolCall ? 9 : 0);
        for (var first = 1; first < length; first++)
        {
            for (var second = 1; first + second <= length; second++)
            {
                await AssertRestoredAsync(new StreamCase(framing, isToolCall, EscapesBrackets: false, Words, [first, second, length], SliceSize: 4096));
            }
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    public async Task Fragments_and_network_reads_of_every_size_give_the_same(int framing, bool isToolCall)
    {
        const string Words = "To \"<EMAIL_1>\", <EMAIL_1><PHONE_12>; ü🏰<PHONE_1>, \\<EMAIL_1>\\n";
        for (var fragment = 1; fragment <= 24; fragment++)
        {
            foreach (var slice in (int[])[1, 2, 3, 5, 8, 17, 60, 150, 1000])
            {
                await AssertRestoredAsync(new StreamCase(framing, isToolCall, EscapesBrackets: fragment % 2 == 0, Words, [fragment], slice));
            }
        }
    }

    [Fact]
    public void Any_words_cut_anyhow_come_back_restored_and_pass_untouched_where_nothing_was_masked() =>
        Prop.ForAll(Arb.From(Cases()), stream => AssertRestoredAsync(stream).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public async Task Words_in_the_event_that_ends_the_text_complete_a_placeholder()
    {
        const string Stream = """
            data: {"choices":[{"index":0,"delta":{"content":"To <EMAIL"},"finish_reason":null}]}

            data: {"choices":[{"index":0,"delta":{"content":"_1>"},"finish_reason":"stop"}]}

            data: [DONE]


            """;
        var received = await StreamBench.PassAsync("/v1/chat/completions", Stream, 4096, StreamCase.Map());
        Assert.Equal($"To {StreamCase.Mail}", new ChatFraming().ReadSaid(StreamBench.Events(received)));
        Assert.EndsWith("data: [DONE]\n\n", received, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_choice_that_ends_does_not_break_anothers_placeholder()
    {
        const string Stream = """
            data: {"choices":[{"index":0,"delta":{"content":"<EMAIL"},"finish_reason":null}]}

            data: {"choices":[{"index":1,"delta":{},"finish_reason":"stop"}]}

            data: {"choices":[{"index":0,"delta":{"content":"_1>!"},"finish_reason":null}]}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]


            """;
        var received = await StreamBench.PassAsync("/v1/chat/completions", Stream, 4096, StreamCase.Map());
        Assert.Equal($"{StreamCase.Mail}!", new ChatFraming().ReadSaid(StreamBench.Events(received)));
    }

    [Fact]
    public async Task One_item_of_a_response_that_ends_does_not_break_anothers_placeholder()
    {
        const string Stream = """
            event: response.output_text.delta
            data: {"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"<EMAIL"}

            event: response.function_call_arguments.done
            data: {"type":"response.function_call_arguments.done","output_index":1,"name":"send"}

            event: response.output_text.delta
            data: {"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"_1>!"}

            event: response.completed
            data: {"type":"response.completed","response":{"output":[]}}


            """;
        var received = await StreamBench.PassAsync("/v1/responses", Stream, 4096, StreamCase.Map());
        Assert.Equal($"{StreamCase.Mail}!", new ResponsesFraming().ReadSaid(StreamBench.Events(received)));
    }

    [Fact]
    public async Task A_placeholder_that_never_completes_is_passed_on_as_it_is()
    {
        var stream = new StreamCase(2, IsToolCall: false, EscapesBrackets: false, "x <EMAIL_", [3], SliceSize: 10).Stream();
        Assert.Equal(stream, await StreamBench.PassAsync("/v1/messages", stream, 10, StreamCase.Map()));
    }

    private static Gen<StreamCase> Cases() =>
        from framing in Gen.Choose(0, 2)
        from isToolCall in Gen.Elements(true, false)
        from escapes in Gen.Elements(true, false)
        from words in Gen.Elements(Pieces).ListOf()
        from cuts in Gen.Choose(1, 14).NonEmptyListOf()
        from slice in Gen.Choose(1, 300)
        select new StreamCase(framing, isToolCall, escapes, string.Concat(words), [.. cuts], slice);

    private static async Task AssertRestoredAsync(StreamCase stream)
    {
        var sent = stream.Stream();
        var received = await StreamBench.PassAsync(stream.Path, sent, stream.SliceSize, StreamCase.Map());
        Assert.Equal(stream.Restored, stream.ReadWords(received));
        Assert.Equal(StreamBench.Events(sent).Count, StreamBench.Events(received).Count);
        Assert.Equal(sent, await StreamBench.PassAsync(stream.Path, sent, stream.SliceSize, map: null));
    }
}
