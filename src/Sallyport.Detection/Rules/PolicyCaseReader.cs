using System.Globalization;
using System.Text.Json;

namespace Sallyport.Detection.Rules;

/// <summary>Reads the cases (<c>tests</c>) of a pack.</summary>
internal static class PolicyCaseReader
{
    private const int MaxCases = 500;

    /// <summary>The cases; what is wrong with one is a fault.</summary>
    public static IReadOnlyList<PolicyCase> Read(PolicyPack pack, RuleDocument document, string source, List<RuleFault> faults)
    {
        if (document.Find("tests") is not { } list)
        {
            return [];
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MaxCases)
        {
            document.Fault(string.Create(CultureInfo.InvariantCulture, $"'tests' is not a list of at most {MaxCases} cases"));
            return [];
        }

        List<PolicyCase> cases = [];
        foreach (var item in list.EnumerateArray())
        {
            var fields = new RuleDocument(item, string.Create(CultureInfo.InvariantCulture, $"{source} test {cases.Count + 1}"), faults);
            var text = fields.Text("text");
            var rule = fields.OptionalText("rule");
            cases.Add(new PolicyCase(
                fields.OptionalText("name") ?? (text.Length <= 60 ? text : text[..60] + "…"),
                text,
                fields.Word("direction", ScanDirection.Input, isRequired: false),
                fields.Word("expect", AnalyzeVerdict.Block, isRequired: true),
                rule is not null && pack.Rules.Any(own => own.Id == OwnRuleReader.IdOf(pack.Name, rule)) ? OwnRuleReader.IdOf(pack.Name, rule) : rule));
            fields.FaultUnread();
        }

        return cases;
    }
}
