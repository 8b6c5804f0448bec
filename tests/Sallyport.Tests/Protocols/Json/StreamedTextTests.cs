using System.Security.Cryptography;
using System.Text;
using Sallyport.Protocols.Json;
using Sallyport.Protocols.Llm;
using Sallyport.Protocols.Llm.Anthropic;
using Sallyport.Protocols.Llm.OpenAi;
using Xunit;

namespace Sallyport.Tests.Protocols.Json;

/// <summary>Reading an event after another must find exactly what reading it alone finds; the second finder is the oracle.</summary>
public sealed class StreamedTextTests
{
    private const string Chat = """{"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"@"},"finish_reason":null}],"usage":null}""";
    private const string Usage = """{"usage":{"prompt_tokens":3},"choices":[{"index":1,"delta":{"content":"@"}}]}""";
    private const string Message = """{"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"@"}}""";
    private const string Response = """{"type":"response.output_text.delta","output_index":0,"content_index":0,"delta":"@","sequence_number":7}""";

    private const int PlainWords = 5;

    private static readonly string[] Words =
    [
        "a", "Hello", " world", "ü", "日本", "", "\\n", "\\u0041", "\\\"", "😀", "\t", "\u0001", "\"", "\",\"content\":\"two", "\"},\"finish_reason\":\"stop", "}", "\\", "é\u0301",
    ];

    private readonly JsonTextFinder _following = new(LlmFact.EventType);
    private readonly JsonTextFinder _alone = new(LlmFact.EventType);

    [Fact]
    public void Events_read_one_after_another_say_what_each_says_alone()
    {
        string[] events = [Chat, Usage, Message, Response, Chat.Replace("\"c\"", "\"d\"", StringComparison.Ordinal), "[DONE]", "{}", "{\"choices\":[]}"];
        var repeats = 0;
        var current = Chat;
        for (var round = 0; round < 20_000; round++)
        {
            current = RandomNumberGenerator.GetInt32(6) == 0 ? events[RandomNumberGenerator.GetInt32(events.Length)] : current;
            Compare(Encoding.UTF8.GetBytes(current.Replace("@", Words[RandomNumberGenerator.GetInt32(RandomNumberGenerator.GetInt32(3) == 0 ? Words.Length : PlainWords)], StringComparison.Ordinal)), FieldsOf(current));
            repeats += _following.IsRepeat ? 1 : 0;
        }

        Assert.InRange(repeats, 3_000, 15_000);
    }

    [Theory]
    [InlineData(Chat)]
    [InlineData(Usage)]
    [InlineData(Message)]
    [InlineData(Response)]
    public void An_event_that_differs_in_any_other_byte_is_read_anew(string template)
    {
        var bytes = Encoding.UTF8.GetBytes(template);
        var text = template.IndexOf('@', StringComparison.Ordinal);
        for (var position = 0; position < bytes.Length; position++)
        {
            Compare(bytes, FieldsOf(template));
            var changed = bytes.ToArray();
            changed[position] = (byte)(changed[position] == 'x' ? 'y' : 'x');
            Compare(changed, FieldsOf(template));
            Assert.Equal(position == text, _following.IsRepeat);
        }
    }

    [Fact]
    public void A_text_that_is_not_utf8_is_refused_though_the_event_before_was_like_it()
    {
        var bytes = Encoding.UTF8.GetBytes(Chat);
        Compare(bytes, FieldsOf(Chat));
        bytes[Chat.IndexOf('@', StringComparison.Ordinal)] = 0xC3;

        Assert.Equal(JsonFault.NotUtf8, _following.FindNext(bytes, FieldsOf(Chat)));
    }

    private static JsonField FieldsOf(string template) =>
        (template is Message ? Messages.Format.Event : template is Response ? Responses.Format.Event : ChatCompletions.Format.Event) ?? JsonField.AnyText;

    private void Compare(byte[] json, JsonField fields)
    {
        var fault = _alone.Find(json, fields);
        Assert.Equal(fault, _following.FindNext(json, fields));
        if (fault != JsonFault.None)
        {
            return;
        }

        Assert.Equal(_alone.MaxChars, _following.MaxChars);
        Assert.Equal(Texts(_alone, json), Texts(_following, json));
        for (var fact = 0; fact < JsonTextFinder.MaxFacts; fact++)
        {
            Assert.Equal(_alone.Fact(fact), _following.Fact(fact));
        }
    }

    private static List<(FoundText, string)> Texts(JsonTextFinder finder, byte[] json)
    {
        var characters = new char[finder.MaxChars];
        finder.Decode(json, characters);
        List<(FoundText, string)> texts = [];
        foreach (var text in finder.Texts)
        {
            texts.Add((text, new string(characters, text.TextStart, text.TextLength)));
        }

        return texts;
    }
}
