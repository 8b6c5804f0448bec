using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sallyport.Detection.Rules;

/// <summary>
/// Reads the rules that a pack brings along. They have the form of shared rules, but most members may be left out: an author wants to write
/// a pattern and an action. Two members are theirs alone: <c>action</c>, and <c>enabled</c>.
/// </summary>
internal static class OwnRuleReader
{
    private const int MaxRules = 200;

    private static readonly string[] AllDirections = ["input", "output", "tool_definition", "tool_result"];

    /// <summary>The id under which a pack's rule is known everywhere else.</summary>
    public static string IdOf(string pack, string rule) => $"{pack}/{rule}";

    /// <summary>The pack with its rules, and with the decisions about them.</summary>
    public static PolicyPack AddTo(PolicyPack pack, RuleDocument document, string source, List<RuleFault> faults)
    {
        if (document.Find("rules") is not { } list)
        {
            return pack;
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MaxRules)
        {
            document.Fault(string.Create(CultureInfo.InvariantCulture, $"'rules' is not a list of at most {MaxRules} rules"));
            return pack;
        }

        List<DetectionRule> rules = [];
        var actions = new Dictionary<string, RuleAction>(pack.Actions, StringComparer.Ordinal);
        var directions = pack.DirectionActions.ToDictionary(pair => pair.Key, pair => new Dictionary<string, RuleAction>(pair.Value, StringComparer.Ordinal));
        foreach (var item in list.EnumerateArray())
        {
            if (Read(item, string.Create(CultureInfo.InvariantCulture, $"{source} rule {rules.Count + 1}"), faults) is not { } read)
            {
                continue;
            }

            var (rule, action) = read;
            if (rules.Exists(other => other.Id == IdOf(pack.Name, rule.Id)))
            {
                document.Fault($"two rules have the id '{rule.Id}'");
                continue;
            }

            Decide(pack.Name, rule.Id, action, actions, directions.Values);
            rules.Add(rule with { Id = IdOf(pack.Name, rule.Id), Owner = pack.Name });
        }

        return pack with
        {
            Rules = rules,
            Actions = actions,
            DirectionActions = directions.ToDictionary(pair => pair.Key, pair => (IReadOnlyDictionary<string, RuleAction>)pair.Value),
        };
    }

    private static (DetectionRule Rule, RuleAction? Action)? Read(JsonElement item, string source, List<RuleFault> faults)
    {
        if (item.ValueKind != JsonValueKind.Object || JsonNode.Parse(item.GetRawText()) is not JsonObject complete)
        {
            faults.Add(new RuleFault(source, "is not a JSON object"));
            return null;
        }

        var fields = new RuleDocument(item, source, faults);
        RuleAction? action = fields.Find("action") is null ? null : fields.Word("action", RuleAction.Block, isRequired: true);
        action = fields.Find("enabled") is null || fields.Flag("enabled") ? action : RuleAction.None;
        if (fields.Find("entity") is not null)
        {
            fields.Fault("'entity' is for rules of the rules folder, which masking looks for");
        }

        complete.Remove("action");
        complete.Remove("enabled");
        Complete(complete);
        using var document = JsonDocument.Parse(complete.ToJsonString());
        return RuleReader.Read(document.RootElement, source, checksPatterns: true, faults, asksForTags: false) is { } rule ? (rule, action) : null;
    }

    private static void Complete(JsonObject rule)
    {
        var id = rule["id"]?.DeepClone();
        rule.TryAdd("name", id);
        rule.TryAdd("description", rule["name"]?.DeepClone());
        rule.TryAdd("severity", "medium");
        rule.TryAdd("score", rule["severity"]?.ToString() switch { "critical" => 0.95, "high" => 0.8, "low" => 0.5, _ => 0.6 });
        rule.TryAdd("directions", new JsonArray([.. AllDirections.Select(direction => (JsonNode)direction)]));
        rule.TryAdd("version", 1);
    }

    // What the rule itself says about its action is narrower than anything about its category, in every direction.
    private static void Decide(string pack, string id, RuleAction? action, Dictionary<string, RuleAction> actions, IEnumerable<Dictionary<string, RuleAction>> directions)
    {
        foreach (var table in directions)
        {
            if (table.Remove(id, out var own) || action is not null)
            {
                table[IdOf(pack, id)] = own == RuleAction.None || action == RuleAction.None ? action ?? own : own;
            }
        }

        if (actions.Remove(id, out var general) || action is not null)
        {
            actions[IdOf(pack, id)] = general == RuleAction.None || action == RuleAction.None ? action ?? general : general;
        }
    }
}
