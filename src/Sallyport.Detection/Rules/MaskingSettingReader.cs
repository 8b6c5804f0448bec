using System.Text.Json;
using Sallyport.Detection.Masking;
using Sallyport.Detection.Recognizers;

namespace Sallyport.Detection.Rules;

/// <summary>Reads how a pack masks its types of data.</summary>
internal static class MaskingSettingReader
{
    private const string Field = "masking_settings";

    /// <summary>The settings by type or <c>*</c>.</summary>
    internal static Dictionary<string, MaskingSetting> Read(RuleDocument document, string source, List<RuleFault> faults)
    {
        var settings = new Dictionary<string, MaskingSetting>(StringComparer.Ordinal);
        if (document.Find(Field) is not { } table)
        {
            return settings;
        }

        if (table.ValueKind != JsonValueKind.Object)
        {
            document.Fault($"'{Field}' is not an object");
            return settings;
        }

        foreach (var entry in table.EnumerateObject())
        {
            if (entry.Name != "*" && !EntitySet.TryParse(entry.Name, out _))
            {
                document.Fault($"'{Field}.{entry.Name}' is not a type of data; known are {string.Join(", ", EntitySet.Names)}");
            }

            var fields = new RuleDocument(entry.Value, source, faults);
            settings[entry.Name] = ReadOne(fields, $"{Field}.{entry.Name}");
            fields.FaultUnread();
        }

        return settings;
    }

    private static MaskingSetting ReadOne(RuleDocument fields, string place)
    {
        var setting = new MaskingSetting
        {
            Mode = IsGiven(fields, "mode") ? fields.Word("mode", MaskingMode.Placeholder, isRequired: true) : null,
            PlaceholderFormat = IsGiven(fields, "placeholder_format") ? fields.Text("placeholder_format") : null,
            UnmaskForUser = IsGiven(fields, "unmask_for_user") ? fields.Flag("unmask_for_user") : null,
        };
        if (setting.PlaceholderFormat is { Length: > 0 } format && PlaceholderFormat.TryParse(format, out var fault) is null)
        {
            fields.Fault($"'{place}.placeholder_format': {fault}");
        }

        return setting;
    }

    // What the management API shows as null is a member that was left out.
    private static bool IsGiven(RuleDocument fields, string member) => fields.Find(member) is { ValueKind: not JsonValueKind.Null };
}
