using System.Text.Json;

namespace Sallyport.DetectionBench;

/// <summary>Reads a folder of JSONL files.</summary>
internal static class Corpus
{
    /// <summary>All rows, by file name and position.</summary>
    public static List<LabelledText> Read(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Where(line => line.Length > 0).Select(ReadRow)];

    /// <summary>The harmless look-alikes that the detection rules are tested with; a folder of <c>rules/tests</c> files.</summary>
    public static List<LabelledText> ReadRuleCases(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).SelectMany(ReadBenignCases)];

    /// <summary>The attacks that the detection rules are tested with.</summary>
    public static IEnumerable<string> ReadRuleAttacks(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            foreach (var text in document.RootElement.GetProperty("attack").EnumerateArray())
            {
                yield return text.GetString() ?? "";
            }
        }
    }

    private static List<LabelledText> ReadBenignCases(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return [.. document.RootElement.GetProperty("benign").EnumerateArray().Select(text => new LabelledText
        {
            Text = text.GetString() ?? "",
            IsAttack = false,
            Kind = "rule_case",
            Source = Path.GetFileName(path),
        })];
    }

    private static LabelledText ReadRow(string line)
    {
        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        var text = TextOf(root, "text");
        return new LabelledText
        {
            Text = text,
            IsAttack = TextOf(root, "label") == "attack",
            Kind = TextOf(root, "kind"),
            Source = TextOf(root, "source"),
            Technique = TextOf(root, "sub"),
            Entities = root.TryGetProperty("entities", out var entities) && entities.ValueKind == JsonValueKind.Array
                ? [.. entities.EnumerateArray().Select(entity => ReadSpan(entity, text))]
                : [],
        };
    }

    private static string TextOf(JsonElement root, string field) => root.TryGetProperty(field, out var value) ? value.GetString() ?? "" : "";

    // The data counts code points, the engine UTF-16 units.
    private static EntitySpan ReadSpan(JsonElement entity, string text) => new(
        TextOf(entity, "type"),
        UnitOf(text, entity.GetProperty("start").GetInt32()),
        UnitOf(text, entity.GetProperty("end").GetInt32()));

    private static int UnitOf(string text, int codePoint)
    {
        var unit = 0;
        for (; codePoint > 0 && unit < text.Length; codePoint--)
        {
            unit += char.IsSurrogatePair(text, unit) ? 2 : 1;
        }

        return unit;
    }
}
