using Sallyport.Detection.Masking;
using Sallyport.Detection.Recognizers;
using Sallyport.Detection.Rules;
using Xunit;

namespace Sallyport.Tests.Detection.Masking;

public sealed class PlaceholderFormatTests
{
    private const string Mail = "joe@example.org";

    public static TheoryData<string, string> Formats { get; } = new()
    {
        { "<{TYPE}_{COUNT}>", "<EMAIL_1>" },
        { "[[{TYPE}-{COUNT}]]", "[[EMAIL-1]]" },
        { "{{TYPE}:{COUNT}}", "{EMAIL:1}" },
        { "<<pii.{COUNT}.{TYPE}>>", "<<pii.1.EMAIL>>" },
        { "#{TYPE}{COUNT}|", "#EMAIL1|" },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_placeholder_of_any_format_is_restored_however_its_stream_is_cut(string format, string placeholder)
    {
        var map = MapOf(format);
        Assert.Equal(placeholder, map.GetOrAdd("EMAIL", Mail));
        var text = $"To <{placeholder}> and {placeholder}.";
        var restored = $"To <{Mail}> and {Mail}.";

        Assert.Equal(restored, PlaceholderRestorer.Restore(text, map, insideJson: false));
        for (var cut = 1; cut < text.Length; cut++)
        {
            Assert.Equal(restored, RestoredStream.Of([text[..cut], text[cut..]], map, insideJson: false));
        }

        Assert.Equal(restored, RestoredStream.Of([.. text.Select(character => character.ToString())], map, insideJson: false));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_placeholder_whose_brackets_a_serialiser_escaped_is_restored(string format, string placeholder)
    {
        var map = MapOf(format);
        map.GetOrAdd("EMAIL", Mail);
        var escaped = string.Concat(placeholder.Select(character => "<>[]{}#|".Contains(character, StringComparison.Ordinal) ? $"\\u{(int)character:X4}" : $"{character}"));
        var text = $$"""{"to":"{{escaped}}"}""";

        Assert.Equal($$"""{"to":"{{Mail}}"}""", PlaceholderRestorer.Restore(text, map, insideJson: true));
        Assert.Equal($$"""{"to":"{{Mail}}"}""", RestoredStream.Of([.. text.Select(character => character.ToString())], map, insideJson: true));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_placeholder_that_the_caller_wrote_is_never_handed_out(string format, string placeholder)
    {
        var map = MapOf(format);
        map.Reserve($"I wrote {placeholder} myself.");

        Assert.NotEqual(placeholder, map.GetOrAdd("EMAIL", Mail));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void A_number_comes_back_as_a_number_in_any_format(string format, string placeholder)
    {
        var map = MapOf(format);
        new TextMasker(RepositoryRules.Engine.Entities).Mask("""{"card": 4111111111111111}""", EntitySet.All, map, out var masked, [], insideJson: true);

        Assert.Contains(placeholder.Replace("EMAIL", "CREDIT_CARD", StringComparison.Ordinal), masked, StringComparison.Ordinal);
        Assert.Equal("""{"card": 4111111111111111}""", PlaceholderRestorer.Restore(masked, map, insideJson: true));
        Assert.True(map.IsNumber(placeholder.Replace("EMAIL", "CREDIT_CARD", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("{TYPE}_{COUNT}")]
    [InlineData("<{TYPE}_{COUNT}")]
    [InlineData("<{TYPE}>")]
    [InlineData("<{COUNT}>")]
    [InlineData("<{TYPE}{TYPE}{COUNT}>")]
    [InlineData("<<<<{TYPE}_{COUNT}>>>>")]
    [InlineData("<{TYPE} {COUNT}>")]
    [InlineData("\"{TYPE}_{COUNT}\"")]
    [InlineData("%{TYPE}_{COUNT}%")]
    [InlineData("<a-very-long-prefix-{TYPE}_{COUNT}>")]
    [InlineData("")]
    public void A_format_that_cannot_be_told_from_other_text_is_refused(string format)
    {
        Assert.Null(PlaceholderFormat.TryParse(format, out var fault));
        Assert.Contains("{COUNT}", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Types_with_formats_of_their_own_are_restored_beside_each_other()
    {
        var map = new PlaceholderMap(
            RepositoryRules.Engine.Compile([Pack(new Dictionary<string, MaskingSetting>
            {
                ["EMAIL"] = new() { PlaceholderFormat = "<<{TYPE}_{COUNT}>>" },
                ["PHONE"] = new() { PlaceholderFormat = "[{TYPE}_{COUNT}]" },
            })]).MaskingPlan,
            digest: null);
        map.GetOrAdd("EMAIL", Mail);
        map.GetOrAdd("PHONE", "+1 415 555 2671");
        map.GetOrAdd("IBAN", "GB82WEST12345698765432");

        const string Text = "<<EMAIL_1>> [PHONE_1] <IBAN_1> <EMAIL_1> [[PHONE_1]] <PHONE_1>";
        const string Restored = "joe@example.org +1 415 555 2671 GB82WEST12345698765432 <EMAIL_1> [+1 415 555 2671] <PHONE_1>";
        Assert.Equal(Restored, PlaceholderRestorer.Restore(Text, map, insideJson: false));
        Assert.Equal(Restored, RestoredStream.Of([.. Text.Select(character => character.ToString())], map, insideJson: false));
    }

    private static PlaceholderMap MapOf(string format) =>
        new(RepositoryRules.Engine.Compile([Pack(new Dictionary<string, MaskingSetting> { ["*"] = new() { PlaceholderFormat = format } })]).MaskingPlan, digest: null);

    private static PolicyPack Pack(Dictionary<string, MaskingSetting> settings) => new() { Name = "one", Description = "One format.", Masking = EntitySet.Names, MaskingSettings = settings };
}
