using Sallyport.Detection.Masking;
using Sallyport.Detection.Recognizers;
using Sallyport.Detection.Rules;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Detection.Masking;

public sealed class MaskingModeTests
{
    private const string Mail = "joe@example.org";
    private const string Card = "4111 1111 1111 1111";

    private static readonly EntitySet Types = EntitySet.Of(EntityType.Email, EntityType.CreditCard, EntityType.Phone, EntityType.IpAddress, EntityType.DateOfBirth, EntityType.Iban);

    [Theory]
    [InlineData(MaskingMode.Placeholder, "Ask <EMAIL_1>, card <CREDIT_CARD_1>.")]
    [InlineData(MaskingMode.Hash, "Ask <EMAIL#hash15>, card <CREDIT_CARD#hash19>.")]
    [InlineData(MaskingMode.Partial, "Ask ***@example.org, card **** **** **** 1111.")]
    [InlineData(MaskingMode.Drop, "Ask , card .")]
    public void Each_mode_leaves_its_own_mark(MaskingMode mode, string expected)
    {
        var map = new PlaceholderMap(Plan(new MaskingSetting { Mode = mode }), new MarkingDigest());

        Assert.Equal(expected, Mask($"Ask {Mail}, card {Card}.", map));
    }

    [Theory]
    [InlineData(MaskingMode.Placeholder, true)]
    [InlineData(MaskingMode.Hash, false)]
    [InlineData(MaskingMode.Partial, false)]
    [InlineData(MaskingMode.Drop, false)]
    public void Only_placeholders_lead_back_to_the_value(MaskingMode mode, bool isRestored)
    {
        var map = new PlaceholderMap(Plan(new MaskingSetting { Mode = mode }), new MarkingDigest());
        var masked = Mask($"Ask {Mail}.", map);

        Assert.Equal(isRestored ? $"Ask {Mail}." : null, PlaceholderRestorer.Restore(masked, map, insideJson: false));
        Assert.Equal(!isRestored, map.IsEmpty);
    }

    [Fact]
    public void A_placeholder_that_the_policy_keeps_from_the_caller_is_not_restored()
    {
        var map = new PlaceholderMap(Plan(new MaskingSetting { UnmaskForUser = false }), digest: null);

        Assert.Equal("Ask <EMAIL_1>.", Mask($"Ask {Mail}.", map));
        Assert.Null(PlaceholderRestorer.Restore("Ask <EMAIL_1>.", map, insideJson: false));
    }

    [Theory]
    [InlineData("call +1 415 555 2671 now", "call +* *** *** 2671 now")]
    [InlineData("born: date of birth 1990-04-12", "born: date of birth **-**-1990")]
    [InlineData("from 203.0.113.77 today", "from 203.0.*.* today")]
    [InlineData("pay GB82 WEST 1234 5698 7654 32", "pay **** **** **** **** **54 32")]
    public void What_is_left_of_a_value_never_is_more_than_half(string text, string expected)
    {
        var map = new PlaceholderMap(Plan(new MaskingSetting { Mode = MaskingMode.Partial }), digest: null);

        Assert.Equal(expected, Mask(text, map));
    }

    [Theory]
    [InlineData(MaskingMode.Hash, """{"card": "<CREDIT_CARD#hash16>"}""")]
    [InlineData(MaskingMode.Partial, """{"card": "************1111"}""")]
    [InlineData(MaskingMode.Drop, """{"card": ""}""")]
    public void A_number_in_json_becomes_a_string_in_every_mode(MaskingMode mode, string expected)
    {
        var map = new PlaceholderMap(Plan(new MaskingSetting { Mode = mode }), new MarkingDigest());

        new TextMasker(RepositoryRules.Engine.Entities).Mask("""{"card": 4111111111111111}""", Types, map, out var masked, [], insideJson: true);

        Assert.Equal(expected, masked);
    }

    [Fact]
    public void Of_two_policies_the_stricter_mode_holds_for_a_type_that_both_mask()
    {
        var policy = RepositoryRules.Engine.Compile([Pack("one", new MaskingSetting { Mode = MaskingMode.Partial }), Pack("two", new MaskingSetting { Mode = MaskingMode.Hash })]);

        Assert.Equal(MaskingMode.Hash, policy.MaskingPlan.ModeOf("EMAIL"));
    }

    [Fact]
    public void A_policy_without_settings_does_not_weaken_nor_get_weakened()
    {
        var policy = RepositoryRules.Engine.Compile([Pack("one", new MaskingSetting { Mode = MaskingMode.Partial }), Pack("two", null)]);

        Assert.Equal(MaskingMode.Placeholder, policy.MaskingPlan.ModeOf("EMAIL"));
    }

    [Fact]
    public void Values_are_counted_once_each_in_every_mode()
    {
        var map = new PlaceholderMap(Plan(new MaskingSetting { Mode = MaskingMode.Drop }), digest: null);
        Mask($"{Mail} and {Mail} and ann@example.org", map);

        Assert.Equal([KeyValuePair.Create("EMAIL", 2)], map.Tally);
    }

    private static string Mask(string text, PlaceholderMap map)
    {
        Assert.True(new TextMasker(RepositoryRules.Engine.Entities).Mask(text, Types, map, out var masked, []));
        return masked ?? "";
    }

    private static MaskingPlan Plan(MaskingSetting setting) => RepositoryRules.Engine.Compile([Pack("one", setting)]).MaskingPlan;

    private static PolicyPack Pack(string name, MaskingSetting? setting) => new()
    {
        Name = name,
        Description = "One mode.",
        Masking = EntitySet.Names,
        MaskingSettings = setting is null ? new Dictionary<string, MaskingSetting>() : new Dictionary<string, MaskingSetting> { ["*"] = setting },
    };
}
