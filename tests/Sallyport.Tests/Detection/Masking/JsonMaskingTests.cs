using System.Text.Json;
using Sallyport.Detection.Masking;
using Sallyport.Detection.Recognizers;
using Xunit;

namespace Sallyport.Tests.Detection.Masking;

public sealed class JsonMaskingTests
{
    private static readonly EntitySet Types = EntitySet.Of(EntityType.Email, EntityType.CreditCard, EntityType.Phone);

    [Theory]
    [InlineData("""{"to":"joe\u0040example.org"}""", """{"to":"<EMAIL_1>"}""", """{"to":"joe\u0040example.org"}""")]
    [InlineData("""{"to":"Dear\njoe@example.org\n"}""", """{"to":"Dear\n<EMAIL_1>\n"}""", """{"to":"Dear\njoe@example.org\n"}""")]
    [InlineData("""{"to":"\u006aoe@example.org\\"}""", """{"to":"<EMAIL_1>\\"}""", """{"to":"\u006aoe@example.org\\"}""")]
    [InlineData("""{"card": 4111111111111111}""", """{"card": "<CREDIT_CARD_1>"}""", """{"card": 4111111111111111}""")]
    [InlineData("""{"cards":[4111111111111111,1]}""", """{"cards":["<CREDIT_CARD_1>",1]}""", """{"cards":[4111111111111111,1]}""")]
    [InlineData("""{"u":"x to: joe%40example.org&n=1"}""", """{"u":"x to: <EMAIL_1>&n=1"}""", """{"u":"x to: joe%40example.org&n=1"}""")]
    [InlineData("""{"u":"joe&#64;example.org"}""", """{"u":"<EMAIL_1>"}""", """{"u":"joe&#64;example.org"}""")]
    [InlineData("""{"card": "4111111111111111"}""", """{"card": "<CREDIT_CARD_1>"}""", """{"card": "4111111111111111"}""")]
    [InlineData("""{"say": "card: 4111111111111111, yes"}""", """{"say": "card: <CREDIT_CARD_1>, yes"}""", """{"say": "card: 4111111111111111, yes"}""")]
    public void A_value_in_json_text_is_masked_and_leaves_json(string text, string expected, string restored)
    {
        var map = new PlaceholderMap();
        new TextMasker(RepositoryRules.Engine.Entities).Mask(text, Types, map, out var masked, [], insideJson: true);

        Assert.Equal(expected, masked);
        Assert.Equal(restored, PlaceholderRestorer.Restore(masked, map, insideJson: true));
    }

    [Theory]
    [InlineData("""{"card":"<CREDIT_CARD_1>"}""", """{"card":4111111111111111}""")]
    [InlineData("""{"card":"\u003cCREDIT_CARD_1\u003e"}""", """{"card":4111111111111111}""")]
    [InlineData("""{"<CREDIT_CARD_1>" : true}""", """{"4111111111111111" : true}""")]
    [InlineData("""{"say":"it is <CREDIT_CARD_1>"}""", """{"say":"it is 4111111111111111"}""")]
    [InlineData("""{"say":"\"<CREDIT_CARD_1>\""}""", """{"say":"\"4111111111111111\""}""")]
    [InlineData("""["<CREDIT_CARD_1>","<CREDIT_CARD_2>"]""", """[4111111111111111,"<CREDIT_CARD_2>"]""")]
    [InlineData("\"<CREDIT_CARD_1>", "\"4111111111111111")]
    public void A_number_comes_back_as_a_number_where_it_stands_alone(string text, string restored)
    {
        var map = new PlaceholderMap();
        new TextMasker(RepositoryRules.Engine.Entities).Mask("""{"card":4111111111111111}""", Types, map, out _, [], insideJson: true);

        Assert.Equal(restored, PlaceholderRestorer.Restore(text, map, insideJson: true));
        for (var cut = 1; cut < text.Length; cut++)
        {
            Assert.Equal(restored, RestoredStream.Of([text[..cut], text[cut..]], map, insideJson: true));
        }

        Assert.Equal(restored, RestoredStream.Of([.. text.Select(character => character.ToString())], map, insideJson: true));
    }

    [Fact]
    public void A_number_that_is_also_a_string_comes_back_as_a_string()
    {
        var map = new PlaceholderMap();
        new TextMasker(RepositoryRules.Engine.Entities).Mask("""[4111111111111111,"4111111111111111"]""", Types, map, out var masked, [], insideJson: true);

        Assert.Equal("""["<CREDIT_CARD_1>","<CREDIT_CARD_1>"]""", masked);
        Assert.Equal("""["4111111111111111","4111111111111111"]""", PlaceholderRestorer.Restore(masked, map, insideJson: true));
    }

    [Theory]
    [InlineData("\\")]
    [InlineData("{\"a\\")]
    [InlineData("{\"a\":\"\\u00")]
    [InlineData("\"\\uZZZZ joe")]
    public void Broken_json_without_values_stays_as_it_is(string text) =>
        Assert.False(new TextMasker(RepositoryRules.Engine.Entities).Mask(text, Types, new PlaceholderMap(), out _, [], insideJson: true));

    [Theory]
    [InlineData("""{"value":"freshdesk_api_key = \u0022h5zmh3fqxihhdzhdzs8cei","number":16}""")]
    [InlineData("""{"value":"cloudant_password='4f0c9b1e7a2d5830cc614f0c9b1e7a2d5830cc614f0c9b1e7a2d5830cc61ab12\"","next":"x"}""")]
    public void A_quote_that_a_secret_begins_with_is_not_closed_by_the_one_that_ends_its_string(string text)
    {
        var map = new PlaceholderMap();

        Assert.True(new TextMasker(RepositoryRules.Engine.Entities).Mask(text, EntitySet.All, map, out var masked, [], insideJson: true));

        using var sent = JsonDocument.Parse(masked!); // set where something was masked
        using var restored = JsonDocument.Parse(PlaceholderRestorer.Restore(masked, map, insideJson: true)!); // as above
        using var before = JsonDocument.Parse(text);
        Assert.DoesNotContain("h5zmh3fq", masked);
        Assert.DoesNotContain("4f0c9b1e", masked);
        Assert.True(JsonElement.DeepEquals(before.RootElement, restored.RootElement));
    }
}
