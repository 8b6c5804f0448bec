using FsCheck;
using FsCheck.Fluent;
using Sallyport.Detection.Masking;
using Xunit;

namespace Sallyport.Tests.Detection.Masking;

public sealed class StreamRestorerTests
{
    private static readonly string[] Pieces =
        ["<EMAIL_1>", "<PHONE_12>", "\\u003cEMAIL_1\\u003E", "\\u003CEMAIL_2>", "<EMAIL_2\\u003e", "<", ">", "<EMAIL_", "<EMAIL_99>", "<<EMAIL_1>>", "\\", "\\\\", "\\u00", "u003c", "plain text ", "\ud83d\ude00", "{\"a\":\"", "\"}"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Restoring_in_pieces_equals_restoring_the_whole(bool insideJson)
    {
        var map = CreateMap();
        var texts = Gen.Elements(Pieces).ListOf().Select(pieces => string.Concat(pieces)).ToArbitrary();
        Prop.ForAll(texts, Gen.Choose(1, 9).ToArbitrary(), (text, size) =>
        {
            List<string> fragments = [];
            for (var position = 0; position < text.Length; position += size)
            {
                fragments.Add(text.Substring(position, Math.Min(size, text.Length - position)));
            }

            Assert.Equal(Whole(text, map, insideJson), RestoredStream.Of(fragments, map, insideJson));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_text_cut_anywhere_is_restored_the_same(bool insideJson)
    {
        var map = CreateMap();
        const string Text = "Dear <EMAIL_1>, call <PHONE_12> or \\u003cEMAIL_2\\u003e; <EMAIL_7> and \\\\u003cEMAIL_1> stay, <EMAIL_1";
        for (var first = 0; first <= Text.Length; first++)
        {
            for (var second = first; second <= Text.Length; second++)
            {
                Assert.Equal(Whole(Text, map, insideJson), RestoredStream.Of([Text[..first], Text[first..second], Text[second..]], map, insideJson));
            }
        }
    }

    [Fact]
    public void A_value_appears_in_the_fragment_in_which_its_placeholder_began()
    {
        var restorer = new StreamRestorer(CreateMap(), insideJson: false);
        Assert.Equal(0, restorer.Append("Mail ").ReleasedThrough);
        Assert.Equal(0, restorer.Append("to <EM").ReleasedThrough);
        Assert.Equal(0, restorer.Append("AIL_").ReleasedThrough);
        var step = restorer.Append("1> now");
        Assert.Equal(3, step.ReleasedThrough);
        Assert.Equal([new FragmentEdit(1, "to ada@example.org"), new FragmentEdit(2, ""), new FragmentEdit(3, " now")], step.Edits);
    }

    [Fact]
    public void Text_that_cannot_become_a_placeholder_is_not_held()
    {
        var restorer = new StreamRestorer(CreateMap(), insideJson: false);
        Assert.Equal(0, restorer.Append("if a < b").ReleasedThrough);
        Assert.Equal(1, restorer.Append("<div").ReleasedThrough);
        Assert.Equal(1, restorer.Complete().ReleasedThrough);
    }

    [Fact]
    public void Values_are_escaped_inside_json()
    {
        var map = new PlaceholderMap();
        map.GetOrAdd("API_KEY", "a\"b\\c\n");
        Assert.Equal("{\"k\":\"a\\\"b\\\\c\\n\"}", PlaceholderRestorer.Restore("{\"k\":\"\\u003cAPI_KEY_1\\u003e\"}", map, insideJson: true));
    }

    private static PlaceholderMap CreateMap()
    {
        var map = new PlaceholderMap();
        map.GetOrAdd("EMAIL", "ada@example.org");
        map.GetOrAdd("EMAIL", "\"quoted\"@example.org");
        for (var index = 1; index <= 12; index++)
        {
            map.GetOrAdd("PHONE", $"+1 415 555 26{index:00}");
        }

        return map;
    }

    private static string Whole(string text, PlaceholderMap map, bool insideJson) => PlaceholderRestorer.Restore(text, map, insideJson) ?? text;
}
