using System.Globalization;
using System.Text.Json.Nodes;

namespace Sallyport.Controls.Policies;

/// <summary>Compares two policies member by member, so that a moved line is no difference and a changed action is one.</summary>
internal static class PolicyComparison
{
    private static readonly string[] Identities = ["id", "name", "text"];

    /// <summary>Every difference, in the order of the newer document.</summary>
    internal static IReadOnlyList<PolicyChange> Compare(JsonNode? before, JsonNode? after)
    {
        List<PolicyChange> changes = [];
        Compare("", before, after, changes);
        return changes;
    }

    private static void Compare(string path, JsonNode? before, JsonNode? after, List<PolicyChange> changes)
    {
        if (JsonNode.DeepEquals(before, after))
        {
            return;
        }

        // A list that was not there is one without items: each of the others is told by itself.
        var old = before is null && after is JsonArray && path.Length > 0 ? [] : Members(before);
        var young = after is null && before is JsonArray && path.Length > 0 ? [] : Members(after);
        if (old is not null && young is not null)
        {
            foreach (var key in young.Keys.Concat(old.Keys.Where(key => !young.ContainsKey(key))))
            {
                var member = key.StartsWith('[') || path.Length == 0 ? path + key : $"{path}.{key}";
                Compare(member, old.GetValueOrDefault(key), young.GetValueOrDefault(key), changes);
            }

            return;
        }

        var kind = before is null ? "added" : after is null ? "removed" : "changed";
        changes.Add(new PolicyChange(path, kind, before?.DeepClone(), after?.DeepClone()));
    }

    /// <summary>What the node holds by name; of lists by what identifies their items. Null for everything else.</summary>
    private static Dictionary<string, JsonNode?>? Members(JsonNode? node) => node switch
    {
        JsonObject members => members.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
        JsonArray items when items.Count > 0 && items.All(item => item is JsonObject) => Identified(items),
        _ => null,
    };

    private static Dictionary<string, JsonNode?>? Identified(JsonArray items)
    {
        var found = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var item in items.Cast<JsonObject>())
        {
            var identity = Identities.Select(name => item[name]?.ToString()).FirstOrDefault(value => value is not null);
            if (identity is null || !found.TryAdd(string.Create(CultureInfo.InvariantCulture, $"[{(identity.Length > 60 ? identity[..60] + "…" : identity)}]"), item))
            {
                return null;
            }
        }

        return found;
    }
}
