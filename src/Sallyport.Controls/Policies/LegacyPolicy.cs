using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Policies;

/// <summary>
/// Turns the older form of policy files into ours: <c>policyName, version, policy_type, description, rules[], blockedPatterns[],
/// redactPatterns[]</c> and <c>redaction_rules[]</c>. What our engine has no way to do is left out and noted, never dropped in silence.
/// </summary>
internal static partial class LegacyPolicy
{
    private const string Bound = "{0,120}";

    private static readonly string[] Severities = ["low", "medium", "high", "critical"];

    /// <summary>Whether the document has the older form.</summary>
    internal static bool IsOne(JsonElement root) => root.ValueKind == JsonValueKind.Object && root.TryGetProperty("policyName", out _);

    /// <summary>The document in our form, and what could not be taken over as it was.</summary>
    internal static (JsonObject Document, IReadOnlyList<string> Notes) Convert(JsonObject old)
    {
        List<string> notes = [];
        var rules = new JsonArray();
        var name = Text(old, "policyName") ?? "";
        foreach (var rule in Items(old, "rules"))
        {
            var severity = Severity(rule);
            Add(Text(rule, "id"), rule, severity, Text(rule, "action") ?? (severity is "high" or "critical" ? "block" : severity == "medium" ? "flag" : "log"), Strings(rule["patterns"]));
        }

        foreach (var blocked in Items(old, "blockedPatterns"))
        {
            Add($"blocked-{rules.Count + 1}", blocked, Severity(blocked), Text(blocked, "action") ?? "block", Strings(blocked["pattern"]));
        }

        foreach (var redacted in Items(old, "redactPatterns").Concat(Items(old, "redaction_rules")))
        {
            NoteRedaction(redacted, notes);
            Add(Slug(Text(redacted, "name")) ?? $"redacted-{rules.Count + 1}", redacted, Severity(redacted), "redact", Strings(redacted["pattern"]));
        }

        var document = new JsonObject
        {
            ["name"] = Slug(name) ?? name,
            ["description"] = Text(old, "description") is { Length: > 0 } text ? text : $"Imported from {name}.",
            ["kind"] = Text(old, "policy_type")?.ToLowerInvariant() ?? "both",
            ["rules"] = rules,
        };
        if (Text(old, "version") is { Length: > 0 } version)
        {
            document["version"] = version;
        }

        return (document, notes);

        void Add(string? id, JsonObject from, string severity, string action, IReadOnlyList<string> patterns)
        {
            if (Rule(id, from, severity, action, patterns, notes) is { } rule)
            {
                rules.Add(rule);
            }
        }
    }

    private static JsonObject? Rule(string? id, JsonObject from, string severity, string action, IReadOnlyList<string> patterns, List<string> notes)
    {
        var slug = Slug(id) ?? "";
        var kept = new JsonArray();
        foreach (var pattern in patterns)
        {
            if (Keep(pattern, slug, notes) is { } usable)
            {
                kept.Add(IsTrue(from, "case_sensitive") ? new JsonObject { ["pattern"] = usable, ["case_sensitive"] = true } : usable);
            }
        }

        if (kept.Count == 0)
        {
            notes.Add($"Rule '{slug}' is left out: none of its patterns can be used.");
            return null;
        }

        var name = Text(from, "name") ?? Text(from, "reason") ?? slug;
        var rule = new JsonObject { ["id"] = slug, ["name"] = name, ["description"] = Text(from, "description") ?? name, ["severity"] = severity };
        if (Text(from, "category") is { } category)
        {
            rule["category"] = Category(category, slug, notes);
        }
        else
        {
            rule["category"] = action == "redact" ? ThreatCategories.Pii : "prompt_injection";
        }

        // A single match decides there; here too, whatever the thresholds.
        rule["score"] = 1;
        rule["action"] = action.ToLowerInvariant() switch { "log" => "monitor", var word => word };
        rule["patterns"] = kept;
        if (from["enabled"] is JsonValue enabled && enabled.TryGetValue<bool>(out var isEnabled) && !isEnabled)
        {
            rule["enabled"] = false;
        }

        return rule;
    }

    /// <summary>The pattern, with open repetitions bounded where that is all that keeps it out; null when it cannot be used.</summary>
    private static string? Keep(string pattern, string rule, List<string> notes)
    {
        var inspected = PatternInspector.Inspect(pattern);
        if (inspected.Kind == PatternFault.None)
        {
            return pattern;
        }

        var bounded = OpenRepetition().Replace(InlineFlag().Replace(pattern, ""), match => match.Groups[1].Value + (match.Groups[2].Value == "+" ? Bound.Replace('0', '1') : Bound));
        if (bounded != pattern && PatternInspector.Inspect(bounded).Kind == PatternFault.None)
        {
            notes.Add($"Rule '{rule}': pattern '{pattern}' is bounded to '{bounded}'.");
            return bounded;
        }

        notes.Add($"Rule '{rule}': pattern '{pattern}' is left out: {inspected.Detail}.");
        return null;
    }

    private static void NoteRedaction(JsonObject redacted, List<string> notes)
    {
        if (IsTrue(redacted, "unmask_for_user"))
        {
            notes.Add($"'{Text(redacted, "pattern")}' is redacted for good: only known types of data are restored for the caller (masking).");
        }

        if ((Text(redacted, "redact") ?? Text(redacted, "replacement") ?? Text(redacted, "placeholder_format")) is { } replacement && replacement != "[REDACTED]")
        {
            notes.Add($"'{Text(redacted, "pattern")}' is replaced by [REDACTED], not by '{replacement}'.");
        }
    }

    private static string Category(string category, string rule, List<string> notes)
    {
        var word = category.ToLowerInvariant().Replace(' ', '_').Replace('-', '_');
        if (ThreatCategories.Contains(word))
        {
            return word;
        }

        notes.Add($"Rule '{rule}': category '{category}' is not known here; it counts as prompt_injection.");
        return "prompt_injection";
    }

    private static string Severity(JsonObject from) => Text(from, "severity")?.ToLowerInvariant() is { } word && Severities.Contains(word) ? word : "medium";

    private static bool IsTrue(JsonObject from, string member) => from[member] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    private static string? Text(JsonObject from, string member) => from[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static IEnumerable<JsonObject> Items(JsonObject from, string member) => (from[member] as JsonArray ?? []).OfType<JsonObject>();

    private static IReadOnlyList<string> Strings(JsonNode? node) => node switch
    {
        JsonArray list => [.. list.OfType<JsonValue>().Select(value => value.ToString())],
        JsonValue one => [one.ToString()],
        _ => [],
    };

    private static string? Slug(string? text)
    {
        var slug = NotSlug().Replace((text ?? "").ToLower(CultureInfo.InvariantCulture), "-").Trim('-');
        return slug.Length == 0 ? null : slug;
    }

    // A dot, class or escape with an open quantifier that is not itself escaped.
    [GeneratedRegex(@"((?<!\\)(?:\\\\)*(?:\.|\\[wWdDsS]|\[[^\]]*\]))([*+])\??")]
    private static partial Regex OpenRepetition();

    [GeneratedRegex(@"^\(\?i\)")]
    private static partial Regex InlineFlag();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotSlug();
}
