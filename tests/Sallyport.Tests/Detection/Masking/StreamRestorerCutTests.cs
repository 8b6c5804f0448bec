using Sallyport.Detection.Masking;
using Xunit;

namespace Sallyport.Tests.Detection.Masking;

/// <summary>Restoring fragment by fragment must give what restoring the whole text gives, wherever the text was cut.</summary>
public sealed class StreamRestorerCutTests
{
    [Theory]
    [InlineData("<EMAIL_1>", false)]
    [InlineData("a <EMAIL_1><PHONE_1> b", false)]
    [InlineData("<EMAIL_1> and <EMAIL_2> and <EMAIL_1>", false)]
    [InlineData("<<EMAIL_1>> < <EMAIL_ <EMAIL_9> <PHONE_1", false)]
    [InlineData("""{"to":"<EMAIL_1>","and":"\u003cPHONE_1\u003e\\u003cEMAIL_1\u003e"}""", true)]
    [InlineData("""\\\u003cEMAIL_1\u003e\\<EMAIL_2>\""", true)]
    public void Any_two_cuts_give_what_the_whole_text_gives(string text, bool insideJson)
    {
        var map = Map();
        var whole = PlaceholderRestorer.Restore(text, map, insideJson) ?? text;
        for (var first = 0; first <= text.Length; first++)
        {
            for (var second = first; second <= text.Length; second++)
            {
                Assert.Equal(whole, Restore([text[..first], text[first..second], text[second..]], map, insideJson));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(13)]
    public void Fragments_of_any_size_give_what_the_whole_text_gives(int size)
    {
        const string Text = "To <EMAIL_1>, <EMAIL_2>, write \"<EMAIL_1>\", call <PHONE_1> or <PHONE_1><PHONE_1>; <EMAIL_3> is nobody.";
        var map = Map();
        var whole = PlaceholderRestorer.Restore(Text, map, insideJson: false);
        Assert.Equal(whole, Restore([.. Text.Chunk(size).Select(piece => new string(piece))], map, insideJson: false));
    }

    // The second fragment ends one placeholder and begins another, so it is held although the first has been released.
    [Fact]
    public void A_fragment_that_ends_one_placeholder_and_begins_the_next_loses_the_end_of_the_first()
    {
        Assert.Equal("ada@example.test and +49 30 901820.", Restore(["<EMA", "IL_1> and <PHO", "NE_1>."], Map(), insideJson: false));
    }

    private static PlaceholderMap Map()
    {
        var map = new PlaceholderMap();
        map.GetOrAdd("EMAIL", "ada@example.test");
        map.GetOrAdd("EMAIL", "grace@example.test");
        map.GetOrAdd("PHONE", "+49 30 901820");
        return map;
    }

    private static string Restore(string[] fragments, PlaceholderMap map, bool insideJson)
    {
        var restorer = new StreamRestorer(map, insideJson);
        var results = fragments.ToArray();
        foreach (var fragment in fragments)
        {
            Apply(restorer.Append(fragment), results);
        }

        Apply(restorer.Complete(), results);
        return string.Concat(results);
    }

    private static void Apply(StreamRestore step, string[] results)
    {
        foreach (var (index, text) in step.Edits)
        {
            results[index] = text;
        }
    }
}
