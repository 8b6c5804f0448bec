using Sallyport.Detection.Masking;
using Sallyport.Detection.Recognizers;
using Xunit;

namespace Sallyport.Tests.Detection.Masking;

/// <summary>Values as they stand, values behind escapes, and what is kept where both lie on each other.</summary>
public sealed class ValueSpotterTests
{
    private static readonly EntitySet Types = EntitySet.Of(EntityType.Email, EntityType.CreditCard);

    [Theory]
    [InlineData("to joe@example.org", "joe@example.org")]
    [InlineData("to joe@example.org and ann@example.org", "joe@example.org", "ann@example.org")]
    [InlineData(@"to joe\u0040example.org", @"joe\u0040example.org")]
    [InlineData(@"to joe\u0040example.org and ann@example.org", @"joe\u0040example.org", "ann@example.org")]
    [InlineData(@"ann@example.org, then joe\u0040example.org", "ann@example.org", @"joe\u0040example.org")]
    [InlineData(@"joe@example.org\n", "joe@example.org")]
    public void Each_value_is_found_once_in_the_characters_it_stands_in(string text, params string[] values) =>
        Assert.Equal(values, new ValueSpotter(RepositoryRules.Engine.Entities).Find(text, Types).Select(value => text[value.Start..value.End]));

    [Fact]
    public void A_value_behind_escapes_takes_the_place_of_a_shorter_one_inside_it()
    {
        // As it stands only the end reads as an address.
        const string Text = @"to j\u006fe.bloggs@example.org";
        var value = Assert.Single(new ValueSpotter(RepositoryRules.Engine.Entities).Find(Text, Types));
        Assert.Equal((@"j\u006fe.bloggs@example.org", "joe.bloggs@example.org"), (Text[value.Start..value.End], value.Value));
    }
}
