using Sallyport.Detection.Masking;
using Sallyport.Detection.Recognizers;
using Xunit;

namespace Sallyport.Tests.Detection.Masking;

/// <summary>Escapes hide no value, and what was written with them comes back with them.</summary>
public sealed class EscapedValueTests
{
    private static readonly TextMasker Masker = new(RepositoryRules.Engine.Entities);

    [Theory]
    [InlineData("See https://x.example/?q=1&to=joe%40example.org.", "joe%40example.org")]
    [InlineData("Write to joe&#64;example.org now.", "joe&#64;example.org")]
    [InlineData("Write to joe&#x40;example.org now.", "joe&#x40;example.org")]
    [InlineData("Write to joe\\u0040example.org now.", "joe\\u0040example.org")]
    [InlineData("Call %2B4930901820 now.", "%2B4930901820")]
    [InlineData("Pay 4111%201111%201111%201111 now.", "4111%201111%201111%201111")]
    public void An_escaped_value_is_masked_as_a_whole_and_comes_back_as_it_was(string text, string hidden)
    {
        var map = new PlaceholderMap();

        Assert.True(Masker.Mask(text, EntitySet.Personal, map, out var masked, []));

        Assert.DoesNotContain(hidden, masked, StringComparison.Ordinal);
        Assert.Equal(text, PlaceholderRestorer.Restore(masked, map, insideJson: false));
        for (var cut = 1; cut < masked?.Length; cut++)
        {
            Assert.Equal(text, RestoredStream.Of([masked[..cut], masked[cut..]], map, insideJson: false));
        }
    }

    [Theory]
    [InlineData("100% of 5 & 6 \\ 7")]
    [InlineData("%40 alone, &#64; too")]
    [InlineData("%4")]
    [InlineData("&")]
    public void Escapes_without_a_value_stay(string text) => Assert.False(Masker.Mask(text, EntitySet.All, new PlaceholderMap(), out _, []));

    [Fact]
    public void One_value_has_one_placeholder_however_it_is_written_and_comes_back_plain_when_it_ever_was()
    {
        var map = new PlaceholderMap();

        Masker.Mask("joe%40example.org is joe@example.org", EntitySet.Personal, map, out var masked, []);

        Assert.Equal("<EMAIL_1> is <EMAIL_1>", masked);
        Assert.Equal("joe@example.org is joe@example.org", PlaceholderRestorer.Restore(masked, map, insideJson: false));
    }

    [Fact]
    public void What_json_text_escaped_is_plain_in_a_sentence()
    {
        var map = new PlaceholderMap();

        Masker.Mask("""{"to":"joe\u0040example.org"}""", EntitySet.Personal, map, out _, [], insideJson: true);

        Assert.Equal("To joe@example.org.", PlaceholderRestorer.Restore("To <EMAIL_1>.", map, insideJson: false));
    }

    [Theory]
    [InlineData("card_number", "4111111111111111", "<CREDIT_CARD_1>")]
    [InlineData("ssn", "536904399", "<US_SSN_1>")]
    [InlineData("phone", "4155552671", "<PHONE_1>")]
    [InlineData("created_at", "1700000000", null)]
    [InlineData("order", "536904399", null)]
    public void A_bare_number_is_masked_by_what_it_is_called(string name, string digits, string? expected) =>
        Assert.Equal(expected, Masker.MaskNumber(digits, name, EntitySet.Personal, new PlaceholderMap(), []));
}
