using Sallyport.Detection.Masking;
using Sallyport.Detection.Recognizers;
using Xunit;

namespace Sallyport.Tests.Detection.Masking;

public sealed class JsonMaskingTests
{
    private static readonly EntitySet Types = EntitySet.Of(EntityType.Email, EntityType.CreditCard, EntityType.Phone);

    [Theory]
    [InlineData("""{"to":"joe\u0040example.org"}""", """{"to":"<EMAIL_1>"}""", """{"to":"joe@example.org"}""")]
    [InlineData("""{"to":"Dear\njoe@example.org\n"}""", """{"to":"Dear\n<EMAIL_1>\n"}""", """{"to":"Dear\njoe@example.org\n"}""")]
    [InlineData("""{"to":"\u006aoe@example.org\\"}""", """{"to":"<EMAIL_1>\\"}""", """{"to":"joe@example.org\\"}""")]
    [InlineData("""{"card": 4111111111111111}""", """{"card": "<CREDIT_CARD_1>"}""", """{"card": "4111111111111111"}""")]
    [InlineData("""{"cards":[4111111111111111,1]}""", """{"cards":["<CREDIT_CARD_1>",1]}""", """{"cards":["4111111111111111",1]}""")]
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
    [InlineData("\\")]
    [InlineData("{\"a\\")]
    [InlineData("{\"a\":\"\\u00")]
    [InlineData("\"\\uZZZZ joe")]
    public void Broken_json_without_values_stays_as_it_is(string text) =>
        Assert.False(new TextMasker(RepositoryRules.Engine.Entities).Mask(text, Types, new PlaceholderMap(), out _, [], insideJson: true));
}
