using System.Text.Json;
using Sallyport.Detection.Rules;
using Xunit;

namespace Sallyport.Tests.Detection.Rules;

public sealed class MaskingSettingTests
{
    [Theory]
    [InlineData("""{"EMAIL": {"mode": "shred"}}""", "'mode' holds 'shred'")]
    [InlineData("""{"EMIAL": {"mode": "drop"}}""", "'masking_settings.EMIAL' is not a type of data")]
    [InlineData("""{"EMAIL": {"placeholder_format": "{TYPE}"}}""", "'masking_settings.EMAIL.placeholder_format'")]
    [InlineData("""{"EMAIL": {"unmask_for_user": "yes"}}""", "'unmask_for_user' is not true or false")]
    [InlineData("""{"EMAIL": {"modus": "drop"}}""", "unknown field 'modus'")]
    [InlineData("""{"EMAIL": "drop"}""", "is not a JSON object")]
    [InlineData("""["EMAIL"]""", "'masking_settings' is not an object")]
    public void A_faulty_setting_is_named(string settings, string fault)
    {
        Assert.Null(Load(settings, out var faults));
        Assert.Contains(faults, found => found.Message.Contains(fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_are_read_by_type_and_for_all_types()
    {
        var pack = Load("""{"*": {"mode": "partial", "placeholder_format": null}, "EMAIL": {"mode": "hash", "unmask_for_user": false}}""", out var faults);

        Assert.Empty(faults);
        Assert.Equal(MaskingMode.Hash, pack?.MaskingModeOf("EMAIL"));
        Assert.Equal(MaskingMode.Partial, pack?.MaskingModeOf("PHONE"));
    }

    [Fact]
    public void A_policy_has_the_settings_of_the_pack_that_it_extends_wherever_it_has_none()
    {
        var below = Load("""{"*": {"mode": "partial"}, "EMAIL": {"mode": "hash"}}""", out _);
        Assert.NotNull(below);
        List<RuleFault> faults = [];
        var above = JsonElement.Parse("""{"name": "above", "description": "One.", "extends": "own", "masking_settings": {"*": {"mode": "drop"}}}""");

        var pack = PackReader.Read(above, "packs/above.json", [below with { FailOpen = true }], faults);

        Assert.Empty(faults);
        Assert.Equal((MaskingMode.Hash, MaskingMode.Drop, true), (pack?.MaskingModeOf("EMAIL"), pack?.MaskingModeOf("PHONE"), pack?.FailOpen));
    }

    private static PolicyPack? Load(string settings, out IReadOnlyList<RuleFault> faults)
    {
        var json = $$"""{"name": "own", "description": "One.", "kind": "llm", "masking": ["EMAIL", "PHONE"], "masking_settings": {{settings}}}""";
        var loaded = RuleLibrary.Load([new RuleSource("packs/own.json", json)], RepositoryRules.Library, out faults);
        return loaded?.Packs.Single(pack => pack.Name == "own");
    }
}
