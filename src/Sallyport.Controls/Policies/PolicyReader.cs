using System.Text.Json;
using System.Text.Json.Nodes;
using Sallyport.Controls.Guardrails;
using Sallyport.Core.Api;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Policies;

/// <summary>Reads a policy document in our form or in the older one with <c>policyName</c>, wherever one is sent.</summary>
public static class PolicyReader
{
    // Paths of the management API that stand where a policy's name would.
    private static readonly string[] Reserved = ["validate", "test", "import", "performance", "patterns", "compiled", "outside", "yara"];

    /// <summary>Reads a text.</summary>
    public static ReadPolicy Read(string json, RuleLibrary library)
    {
        try
        {
            return Read(JsonElement.Parse(json), library);
        }
        catch (JsonException exception)
        {
            return new ReadPolicy(null, json, [$"is not JSON: {exception.Message}"], []);
        }
    }

    /// <summary>Reads a JSON value.</summary>
    public static ReadPolicy Read(JsonElement root, RuleLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        IReadOnlyList<string> notes = [];
        var json = root.GetRawText();
        if (LegacyPolicy.IsOne(root))
        {
            (var converted, notes) = LegacyPolicy.Convert((JsonObject)JsonNode.Parse(json)!); // IsOne saw an object
            json = PolicyDocument.Write(converted);
        }

        if (!PolicyPackJson.TryRead(json, library, out var pack, out var faults))
        {
            return new ReadPolicy(null, json, faults.Count > 0 ? faults : ["'name' is that of a built-in policy, which cannot be changed; extend it under another name."], notes);
        }

        return PathName.IsValid(pack.Name) && !Reserved.Contains(pack.Name)
            ? new ReadPolicy(pack, json, [], notes)
            : new ReadPolicy(null, json, [$"'name': {PathName.Rule} Not one of {string.Join(", ", Reserved)}."], notes);
    }
}
