using System.Text.Json.Nodes;
using Sallyport.Detection;
using Sallyport.Detection.Recognizers;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Policies;

/// <summary>Finds decisions of a policy without which it would do the same: a rule named where its category says as much, or what the extended pack says already.</summary>
internal static class DecisionAnalyzer
{
    private const int MaxDecisions = 200;

    /// <summary>Every such decision of the document.</summary>
    internal static IReadOnlyList<KeyReport> Analyze(JsonObject document, PolicyPack pack, RuleLibrary library)
    {
        var all = Effect(pack, library);
        List<KeyReport> found = [];
        foreach (var (path, table) in Tables(document).ToList())
        {
            foreach (var (key, value) in table.Take(MaxDecisions).ToList())
            {
                table.Remove(key);
                if (PolicyReader.Read(PolicyDocument.Write(document), library).Pack is { } without && all.AsSpan().SequenceEqual(Effect(without, library)))
                {
                    found.Add(new KeyReport($"{path}.{key}", new PatternIssue("no_effect", pack.Extends is { } below ? $"What is said elsewhere here or in {below} comes to the same." : "What is said elsewhere in the policy comes to the same.", null)));
                }

                table[key] = value?.DeepClone();
            }
        }

        return found;
    }

    private static IEnumerable<(string Path, JsonObject Table)> Tables(JsonObject document)
    {
        if (document["actions"] is JsonObject actions)
        {
            yield return ("actions", actions);
        }

        foreach (var (direction, table) in document["directions"] as JsonObject ?? [])
        {
            if (table is JsonObject own)
            {
                yield return ($"directions.{direction}", own);
            }
        }
    }

    /// <summary>The action on every rule and recogniser in every direction.</summary>
    private static RuleAction[] Effect(PolicyPack pack, RuleLibrary library)
    {
        var rules = library.Rules.Concat(pack.Rules).Select(rule => (rule.Id, rule.Category))
            .Concat(library.YaraRules.Concat(pack.YaraRules).Select(rule => (rule.Id, rule.Category)))
            .Concat(EntitySet.Names.Select(name => EntitySet.TryParse(name, out var type) ? (EntitySet.RuleIdOf(type), ThreatCategories.Pii) : (name, ThreatCategories.Pii)))
            .Concat(ThreatCategories.All.Select(category => ($"classifier-{category.Replace('_', '-')}", category)))
            .ToList();
        return [.. Enum.GetValues<ScanDirection>().SelectMany(direction => rules.Select(rule => pack.ActionFor(rule.Item1, rule.Item2, direction)))];
    }
}
