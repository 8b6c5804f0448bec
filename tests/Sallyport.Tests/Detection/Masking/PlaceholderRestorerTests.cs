using Sallyport.Detection.Masking;
using Xunit;

namespace Sallyport.Tests.Detection.Masking;

/// <summary>Only a placeholder that was handed out becomes a value again, and only where it is written as one.</summary>
public sealed class PlaceholderRestorerTests
{
    [Theory]
    [InlineData("<EMAIL_1>", "a@example.org")]
    [InlineData("<<EMAIL_1>>", "<a@example.org>")]
    [InlineData("<EMAIL_1<EMAIL_1>", "<EMAIL_1a@example.org")]
    [InlineData("<EMAIL_1><EMAIL_2>", "a@example.orgb@example.org")]
    [InlineData("x < y <EMAIL_1", null)]
    [InlineData("<EMAIL_3>", null)]
    [InlineData("<email_1>", null)]
    [InlineData("<EMAIL_1 >", null)]
    [InlineData("EMAIL_1>", null)]
    [InlineData("<>", null)]
    [InlineData("<", null)]
    [InlineData("", null)]
    [InlineData("\\u003cEMAIL_1\\u003e", null)]
    public void In_plain_text(string text, string? restored)
    {
        Assert.Equal(restored, PlaceholderRestorer.Restore(text, CreateMap(), insideJson: false));
    }

    [Theory]
    [InlineData("\\u003cEMAIL_1\\u003e", "a@example.org")]
    [InlineData("\\u003CEMAIL_1>", "a@example.org")]
    [InlineData("\\\\u003cEMAIL_1\\u003e", null)]
    [InlineData("\\\\\\u003cEMAIL_1\\u003e", "\\\\a@example.org")]
    [InlineData("\\U003cEMAIL_1\\u003e", null)]
    [InlineData("\\u003dEMAIL_1\\u003e", null)]
    [InlineData("\\u003cEMAIL_1\\u003", null)]
    [InlineData("\\n<EMAIL_1>", "\\na@example.org")]
    public void Inside_the_text_of_json(string text, string? restored)
    {
        Assert.Equal(restored, PlaceholderRestorer.Restore(text, CreateMap(), insideJson: true));
    }

    [Fact]
    public void Without_placeholders_nothing_is_restored()
    {
        Assert.Null(PlaceholderRestorer.Restore("<EMAIL_1>", new PlaceholderMap(), insideJson: false));
    }

    [Theory]
    [InlineData("<EMAIL_1>", "<EMAIL_2>")]
    [InlineData("<EMAIL_1> and <EMAIL_2>", "<EMAIL_3>")]
    [InlineData("text <EMAIL_2> only", "<EMAIL_1>")]
    [InlineData("<EMAIL_1", "<EMAIL_1>")]
    [InlineData("EMAIL_1>", "<EMAIL_1>")]
    [InlineData("< <EMAIL_1>", "<EMAIL_2>")]
    [InlineData("<<EMAIL_1>", "<EMAIL_2>")]
    [InlineData("<EMAIL_1\\u003e", "<EMAIL_2>")]
    public void The_first_placeholder_is_the_first_that_the_caller_did_not_write(string text, string placeholder)
    {
        var map = new PlaceholderMap();
        map.Reserve(text);

        Assert.Equal(placeholder, map.GetOrAdd("EMAIL", "a@example.org"));
    }

    [Fact]
    public void What_several_texts_hold_is_set_aside_together()
    {
        var map = new PlaceholderMap();
        map.Reserve("<EMAIL_1>");
        map.Reserve("<EMAIL_2>");

        Assert.Equal("<EMAIL_3>", map.GetOrAdd("EMAIL", "a@example.org"));
    }

    [Theory]
    [InlineData("<EMAIL_", 0)]
    [InlineData("<", 0)]
    [InlineData("<PHONE_", 1)]
    [InlineData("<EMAIL_4", 1)]
    public void A_stream_waits_only_for_what_can_still_become_one_of_its_placeholders(string fragment, int released)
    {
        Assert.Equal(released, new StreamRestorer(CreateMap(), insideJson: false).Append(fragment).ReleasedThrough + 1); // -1: nothing is released
    }

    private static PlaceholderMap CreateMap()
    {
        var map = new PlaceholderMap();
        map.GetOrAdd("EMAIL", "a@example.org");
        map.GetOrAdd("EMAIL", "b@example.org");
        return map;
    }
}
