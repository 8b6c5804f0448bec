using System.Globalization;
using Sallyport.Detection.Yara;

namespace Sallyport.Detection.Rules;

/// <summary>
/// Reads what a YARA rule's metadata says to us. Public rule files carry category and severity in words of their own, so unknown
/// ones give the default; action and direction are only written for us, so unknown ones are faults.
/// </summary>
internal static class YaraMetaReader
{
    private const string DefaultCategory = "code_injection";

    /// <summary>The rule as a detection.</summary>
    public static YaraDetection Read(YaraRule rule, List<RuleFault> faults)
    {
        var severity = SeverityOf(rule.Meta.FirstOrDefault(entry => entry.Key == "severity").Value);
        return new YaraDetection
        {
            Id = "yara-" + rule.Name,
            Rule = rule,
            Category = CategoryOf(rule),
            Severity = severity,
            Score = ScoreOf(rule.Meta.FirstOrDefault(entry => entry.Key == "score").Value, severity),
            Directions = DirectionsOf(rule, faults),
            Action = ActionOf(rule, faults),
        };
    }

    // The metadata, a tag, the folder, the default.
    private static string CategoryOf(YaraRule rule)
    {
        string[] candidates = [rule.MetaText("category")?.ToLowerInvariant() ?? "", .. rule.Tags, rule.File.Split('/')[0]];
        return Array.Find(candidates, ThreatCategories.Contains) ?? DefaultCategory;
    }

    private static FindingSeverity SeverityOf(object? value) => value switch
    {
        string word when Enum.TryParse<FindingSeverity>(word, ignoreCase: true, out var severity) && Enum.IsDefined(severity) => severity,
        long number => number switch { >= 90 => FindingSeverity.Critical, >= 70 => FindingSeverity.High, >= 40 => FindingSeverity.Medium, _ => FindingSeverity.Low },
        _ => FindingSeverity.Medium,
    };

    private static double ScoreOf(object? value, FindingSeverity severity)
    {
        var percent = value switch
        {
            long number => number,
            string word when double.TryParse(word, CultureInfo.InvariantCulture, out var number) => number * 100,
            _ => -1,
        };
        return percent is > 0 and <= 100
            ? percent / 100
            : severity switch { FindingSeverity.Critical => 0.95, FindingSeverity.High => 0.8, FindingSeverity.Medium => 0.6, _ => 0.3 };
    }

    private static IReadOnlyList<ScanDirection> DirectionsOf(YaraRule rule, List<RuleFault> faults)
    {
        List<ScanDirection> directions = [];
        foreach (var word in (rule.MetaText("direction") ?? "all").Split(',', StringSplitOptions.TrimEntries))
        {
            if (word == "all")
            {
                return Enum.GetValues<ScanDirection>();
            }

            if (Enum.TryParse<ScanDirection>(word.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var direction) && Enum.IsDefined(direction))
            {
                directions.Add(direction);
                continue;
            }

            faults.Add(new RuleFault(rule.File, $"rule '{rule.Name}': meta direction '{word}' is not one of input, output, tool_definition, tool_result, all"));
        }

        return directions;
    }

    private static RuleAction? ActionOf(YaraRule rule, List<RuleFault> faults)
    {
        if (rule.MetaText("action") is not { } word)
        {
            return null;
        }

        if (Enum.TryParse<RuleAction>(word, ignoreCase: true, out var action) && Enum.IsDefined(action))
        {
            return action;
        }

        faults.Add(new RuleFault(rule.File, $"rule '{rule.Name}': meta action '{word}' is not one of none, monitor, flag, redact, block"));
        return null;
    }
}
