using System.Globalization;
using System.Text.Json;
using Sallyport.Detection.Classification;
using Sallyport.Detection.Recognizers;

namespace Sallyport.Detection.Rules;

/// <summary>Reads one policy pack.</summary>
internal static class PackReader
{
    /// <summary>The pack; null when it is faulty.</summary>
    /// <param name="root">The pack's JSON.</param>
    /// <param name="source">Where it comes from, for the faults.</param>
    /// <param name="extended">Packs that it may extend.</param>
    /// <param name="faults">Receives every fault.</param>
    public static PolicyPack? Read(JsonElement root, string source, IReadOnlyList<PolicyPack> extended, List<RuleFault> faults)
    {
        var before = faults.Count;
        var document = new RuleDocument(root, source, faults);
        var extends = document.OptionalText("extends");
        var below = extended.FirstOrDefault(pack => pack.Name == extends);
        if (extends is not null && below is null)
        {
            document.Fault($"'extends' names '{extends}', which is not a built-in policy");
        }

        var pack = new PolicyPack
        {
            Name = document.Text("name"),
            Description = document.Text("description"),
            Kind = document.Word("kind", below?.Kind ?? PackKind.Both, isRequired: below is null),
            Actions = ReadActions(document, "actions", document.Find("actions")),
            DirectionActions = ReadDirections(document),
            Thresholds = ReadThresholds(document),
            Classifier = ReadClassifier(document, source, faults),
            Masking = document.Find("masking") is null && below is not null ? below.Masking : document.Texts("masking", isRequired: false),
            MaskingSettings = MaskingSettingReader.Read(document, source, faults),
            Outside = document.Find("outside") is null && below is not null ? below.Outside : OutsideCheckReader.Read(document, source, faults),
            FailOpen = document.Find("fail_open") is null && below is not null ? below.FailOpen : document.Flag("fail_open"),
            Extends = extends,
            IsEnabled = document.Find("enabled") is null || document.Flag("enabled"),
            Version = document.OptionalText("version"),
        };
        foreach (var entity in pack.Masking.Where(entity => !EntitySet.TryParse(entity, out _)))
        {
            document.Fault($"'masking' holds unknown entity '{entity}'; known are {string.Join(", ", EntitySet.Names)}");
        }

        pack = OwnRuleReader.AddTo(below is null ? pack : PackOverlay.Over(below, pack), document, source, faults);
        pack = OwnYaraReader.AddTo(pack, document, faults);
        pack = pack with { Cases = PolicyCaseReader.Read(pack, document, source, faults) };
        document.FaultUnread();
        return faults.Count == before ? pack : null;
    }

    private static Dictionary<string, RuleAction> ReadActions(RuleDocument document, string field, JsonElement? value)
    {
        var actions = new Dictionary<string, RuleAction>(StringComparer.Ordinal);
        if (value is not { ValueKind: JsonValueKind.Object } table)
        {
            if (value is not null)
            {
                document.Fault($"'{field}' is not an object");
            }

            return actions;
        }

        foreach (var entry in table.EnumerateObject())
        {
            var word = entry.Value.ValueKind == JsonValueKind.String ? entry.Value.GetString() ?? "" : entry.Value.GetRawText();
            actions[entry.Name] = document.ParseWord($"{field}.{entry.Name}", word, RuleAction.Block);
        }

        return actions;
    }

    private static Dictionary<ScanDirection, IReadOnlyDictionary<string, RuleAction>> ReadDirections(RuleDocument document)
    {
        var directions = new Dictionary<ScanDirection, IReadOnlyDictionary<string, RuleAction>>();
        if (document.Find("directions") is not { ValueKind: JsonValueKind.Object } table)
        {
            return directions;
        }

        foreach (var entry in table.EnumerateObject())
        {
            var direction = document.ParseWord("directions", entry.Name, ScanDirection.Input);
            directions[direction] = ReadActions(document, $"directions.{entry.Name}", entry.Value);
        }

        return directions;
    }

    private static Dictionary<string, ClassifierSetting> ReadClassifier(RuleDocument document, string source, List<RuleFault> faults)
    {
        var settings = new Dictionary<string, ClassifierSetting>(StringComparer.Ordinal);
        if (document.Find("classifier") is not { } table)
        {
            return settings;
        }

        if (table.ValueKind != JsonValueKind.Object)
        {
            document.Fault("'classifier' is not an object");
            return settings;
        }

        foreach (var entry in table.EnumerateObject())
        {
            if (entry.Name != "*" && !ClassifierFamily.Contains(entry.Name))
            {
                document.Fault($"'classifier.{entry.Name}' is not a category the classifier knows; known are {string.Join(", ", ClassifierFamily.All.Select(family => family.Category))}");
            }

            var fields = new RuleDocument(entry.Value, source, faults);
            settings[entry.Name] = new ClassifierSetting
            {
                Threshold = fields.Find("threshold") is null ? null : fields.Number("threshold", 0, 1),
                Action = fields.Find("action") is null ? null : fields.Word("action", RuleAction.Block, isRequired: true),
            };
            fields.FaultUnread();
        }

        return settings;
    }

    private static Dictionary<string, double> ReadThresholds(RuleDocument document)
    {
        var thresholds = new Dictionary<string, double>(StringComparer.Ordinal);
        if (document.Find("thresholds") is not { ValueKind: JsonValueKind.Object } table)
        {
            return thresholds;
        }

        foreach (var entry in table.EnumerateObject())
        {
            var isNumber = entry.Value.TryGetDoubleOrNull() is { } number && number is >= 0 and <= 1;
            if (!isNumber || (entry.Name != "*" && !ThreatCategories.Contains(entry.Name)))
            {
                document.Fault(string.Create(CultureInfo.InvariantCulture, $"'thresholds.{entry.Name}' is not a known category with a number from 0 to 1"));
                continue;
            }

            thresholds[entry.Name] = entry.Value.GetDouble();
        }

        return thresholds;
    }

    private static double? TryGetDoubleOrNull(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) ? number : null;
}
