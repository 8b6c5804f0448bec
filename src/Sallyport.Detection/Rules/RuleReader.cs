using System.Text.Json;
using System.Text.RegularExpressions;
using Sallyport.Detection.Matching;
using Sallyport.Detection.Recognizers;

namespace Sallyport.Detection.Rules;

/// <summary>Reads one rule and checks all that can be checked without the other rules.</summary>
internal static class RuleReader
{
    /// <summary>The rule; null when it is faulty.</summary>
    /// <param name="root">The rule's JSON.</param>
    /// <param name="source">Where it comes from, for the faults.</param>
    /// <param name="checksPatterns">False for the rules that come with the program: the tests have tried every one of their expressions, and
    /// trying them again at each start would cost more than reading all the rest.</param>
    /// <param name="faults">Receives every fault.</param>
    /// <param name="asksForTags">Whether it must name an entry of a published catalogue, as shared rules must.</param>
    public static DetectionRule? Read(JsonElement root, string source, bool checksPatterns, List<RuleFault> faults, bool asksForTags = true)
    {
        var before = faults.Count;
        var document = new RuleDocument(root, source, faults);
        var rule = new DetectionRule
        {
            Id = document.Text("id"),
            Name = document.Text("name"),
            Category = document.Text("category"),
            Severity = document.Word("severity", FindingSeverity.Low, isRequired: true),
            Score = document.Number("score", 0.01, 1),
            Directions = [.. document.Texts("directions", isRequired: true).Select(word => document.ParseWord("directions", word, ScanDirection.Input))],
            Description = document.Text("description"),
            Tags = document.Texts("tags", isRequired: asksForTags),
            Version = (int)document.Number("version", 1, 1_000_000),
            Patterns = ReadPatterns(document, source, checksPatterns, faults),
            Context = document.Texts("context", isRequired: false),
            Excludes = document.Texts("excludes", isRequired: false),
            MinEntropy = document.Number("min_entropy", 0, 8, byDefault: 0),
            Entity = document.OptionalText("entity"),
        };
        document.FaultUnread();
        CheckWords(rule, document);
        return faults.Count == before ? rule : null;
    }

    private static void CheckWords(DetectionRule rule, RuleDocument document)
    {
        if (rule.Category.Length > 0 && !ThreatCategories.Contains(rule.Category))
        {
            document.Fault($"unknown category '{rule.Category}'; known are {string.Join(", ", ThreatCategories.All)}");
        }

        foreach (var tag in rule.Tags.Where(tag => !RuleTags.IsApproved(tag)))
        {
            document.Fault($"tag '{tag}' is not approved");
        }

        if (rule.Entity is { } entity && !EntitySet.TryParse(entity, out _))
        {
            document.Fault($"unknown entity '{entity}'; known are {string.Join(", ", EntitySet.Names)}");
        }

        foreach (var character in rule.Id.Where(character => !char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '-').Take(1))
        {
            document.Fault($"id '{rule.Id}' holds '{character}'; use lower-case letters, digits and '-'");
        }
    }

    private static List<RulePattern> ReadPatterns(RuleDocument document, string source, bool checksPatterns, List<RuleFault> faults)
    {
        List<RulePattern> patterns = [];
        if (document.Find("patterns") is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() == 0)
        {
            document.Fault("'patterns' is missing or empty");
            return patterns;
        }

        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 } plain)
            {
                CheckPattern(plain, document);
                patterns.Add(new RulePattern { Pattern = plain });
                continue;
            }

            var fields = new RuleDocument(item, source, faults);
            var pattern = new RulePattern
            {
                Pattern = fields.Text("pattern"),
                View = fields.Word("view", TextView.Normalised, isRequired: false),
                IsCaseSensitive = fields.Flag("case_sensitive"),
            };
            fields.FaultUnread();
            if (checksPatterns && pattern.Pattern.Length > 0)
            {
                CheckPattern(pattern.Pattern, document);
            }

            patterns.Add(pattern);
        }

        return patterns;
    }

    private static void CheckPattern(string pattern, RuleDocument document)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
        }
        catch (RegexParseException exception)
        {
            document.Fault($"pattern '{pattern}' is not a valid expression: {exception.Message}");
            return;
        }

        if (PatternParser.Analyze(pattern, out var fault) is null)
        {
            document.Fault($"pattern '{pattern}' cannot be bounded: {fault}");
        }
    }
}
