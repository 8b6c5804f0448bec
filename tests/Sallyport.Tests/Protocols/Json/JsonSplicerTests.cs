using System.Buffers;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Sallyport.Protocols.Json;
using Sallyport.Protocols.Llm;
using Sallyport.Tests.Protocols.Llm;
using Xunit;

namespace Sallyport.Tests.Protocols.Json;

public sealed class JsonSplicerTests
{
    [Theory]
    [MemberData(nameof(TextTableTests.Files), MemberType = typeof(TextTableTests))]
    public void Without_changes_every_byte_stays(string file)
    {
        var source = LlmFixtures.Read(file);
        var output = new ArrayBufferWriter<byte>();
        var splicer = new JsonSplicer(output, source);
        splicer.Finish();
        Assert.Equal(source, output.WrittenSpan.ToArray());
    }

    [Theory]
    [InlineData("openai/chat.request.json")]
    [InlineData("openai/responses.request.json")]
    [InlineData("anthropic/messages.request.json")]
    public void Changed_texts_read_back_and_all_other_bytes_stay(string file)
    {
        const string Replacement = "\"<EMAIL_1>\"\n\u2028 é 🚀";
        var source = LlmFixtures.Read(file);
        var finder = new JsonTextFinder(LlmFact.EventType);
        finder.Find(source, LlmFixtures.FormatOf(file).Request!);
        var output = new ArrayBufferWriter<byte>();
        var splicer = new JsonSplicer(output, source);
        var kept = new StringBuilder();
        var position = 0;
        foreach (var text in finder.Texts)
        {
            splicer.ReplaceText(text.Start, text.Length, Replacement);
            kept.Append(Encoding.UTF8.GetString(source[position..text.Start])).Append("\\\"<EMAIL_1>\\\"\\n\u2028 é 🚀");
            position = text.Start + text.Length;
        }

        splicer.Finish();
        kept.Append(Encoding.UTF8.GetString(source[position..]));
        Assert.Equal(kept.ToString(), Encoding.UTF8.GetString(output.WrittenSpan));
        using var parsed = JsonDocument.Parse(output.WrittenMemory);
        Assert.Equal(JsonValueKind.Object, parsed.RootElement.ValueKind);
    }

    [Fact]
    public void Any_text_encodes_to_json_that_decodes_to_it() => Prop.ForAll<string>(text =>
    {
        var units = text ?? "";
        var output = new ArrayBufferWriter<byte>();
        JsonText.Encode(output, units);
        var json = Encoding.UTF8.GetBytes($"\"{Encoding.UTF8.GetString(output.WrittenSpan)}\"");
        var reader = new Utf8JsonReader(json);
        return reader.Read() && JsonText.Decode(output.WrittenSpan) == units;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Lone_surrogates_and_control_characters_become_escapes()
    {
        var output = new ArrayBufferWriter<byte>();
        JsonText.Encode(output, ['\ud83d', 'a', '\udc00', '\u0001', '"', '\\', '\ud83d']);
        Assert.Equal("""\ud83da\udc00\u0001\"\\\ud83d""", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    [Fact]
    public void A_text_longer_than_one_piece_is_written_whole()
    {
        var text = string.Concat(Enumerable.Repeat("é🚀x\n", 20_000));
        var output = new ArrayBufferWriter<byte>();
        JsonText.Encode(output, text);
        Assert.Equal(text, JsonText.Decode(output.WrittenSpan));
    }

    [Fact]
    public void Changes_out_of_order_are_refused() => Assert.Throws<ArgumentOutOfRangeException>(() =>
    {
        var splicer = new JsonSplicer(new ArrayBufferWriter<byte>(), "0123456789"u8);
        splicer.ReplaceBytes(5, 2, "x"u8);
        splicer.ReplaceBytes(4, 1, "x"u8);
    });
}
