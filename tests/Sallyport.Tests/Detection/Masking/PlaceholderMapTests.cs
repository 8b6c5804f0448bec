using System.Text.Json;
using Sallyport.Detection.Masking;
using Sallyport.Detection.Recognizers;
using Xunit;

namespace Sallyport.Tests.Detection.Masking;

public sealed class PlaceholderMapTests
{
    [Fact]
    public void The_same_value_has_the_same_placeholder_and_counters_are_per_type()
    {
        var map = new PlaceholderMap();
        Assert.Equal("<EMAIL_1>", map.GetOrAdd("EMAIL", "a@example.org"));
        Assert.Equal("<PHONE_1>", map.GetOrAdd("PHONE", "+1 415 555 2671"));
        Assert.Equal("<EMAIL_2>", map.GetOrAdd("EMAIL", "A@example.org"));
        Assert.Equal("<EMAIL_1>", map.GetOrAdd("EMAIL", "a@example.org"));
    }

    [Theory]
    [InlineData("I wrote <EMAIL_1> myself")]
    [InlineData("{\"x\":\"\\u003cEMAIL_1\\u003e\"}")]
    public void A_placeholder_in_the_callers_own_text_is_never_handed_out(string text)
    {
        var map = new PlaceholderMap();
        map.Reserve(text);
        Assert.Equal("<EMAIL_2>", map.GetOrAdd("EMAIL", "a@example.org"));
        Assert.Null(PlaceholderRestorer.Restore("<EMAIL_1>", map, insideJson: false));
    }

    [Fact]
    public void The_map_does_not_show_values()
    {
        var map = new PlaceholderMap();
        map.GetOrAdd("EMAIL", "secret@example.org");
        Assert.DoesNotContain("secret", map.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_masked_text_restores_to_itself()
    {
        const string Text = "Ada (ada@example.org, +44 7700 900123) pays with 4111 1111 1111 1111; key sk_live_4eC39HqLyjWDarjtT1zdp7dc.";
        var map = new PlaceholderMap();
        List<MaskedSpan> spans = [];
        Assert.True(new TextMasker(RepositoryRules.Engine.Entities).Mask(Text, EntitySet.All, map, out var masked, spans));
        Assert.Equal("Ada (<EMAIL_1>, <PHONE_1>) pays with <CREDIT_CARD_1>; key <API_KEY_1>.", masked);
        Assert.Equal(Text, PlaceholderRestorer.Restore(masked, map, insideJson: false));
        Assert.Equal(4, spans.Count);
    }

    [Theory]
    [InlineData("""{"a":"first\njohn@example.org"}""", """{"a":"first\n<EMAIL_1>"}""")]
    [InlineData("""{"a":"J\u00fcjohn@example.org"}""", """{"a":"<EMAIL_1>"}""")]
    [InlineData("""{"a":"john@example.org"}""", """{"a":"<EMAIL_1>"}""")]
    public void A_value_behind_an_escape_in_json_leaves_the_escape_whole(string text, string expected)
    {
        var map = new PlaceholderMap();
        Assert.True(new TextMasker(RepositoryRules.Engine.Entities).Mask(text, EntitySet.All, map, out var masked, [], insideJson: true));
        Assert.Equal(expected, masked);
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(text), JsonElement.Parse(PlaceholderRestorer.Restore(masked, map, insideJson: true) ?? "")));
    }
}
