using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Sallyport.Core.Api;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Policies;

/// <summary>The text of a policy: what is stored, shown for editing, exported and compared.</summary>
internal static class PolicyDocument
{
    private static readonly JsonSerializerOptions Indented = new(ApiJson.Options)
    {
        WriteIndented = true,
        // A pattern full of \u0027 is hard to read, and the text goes into JSON only.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>A built-in pack in the form that operators' policies are written in.</summary>
    internal static JsonObject Of(PolicyPack pack)
    {
        var document = new JsonObject { ["name"] = pack.Name, ["description"] = pack.Description };
        Put("kind", pack.Kind, isEmpty: false);
        Put("actions", pack.Actions, pack.Actions.Count == 0);
        Put("directions", pack.DirectionActions, pack.DirectionActions.Count == 0);
        Put("thresholds", pack.Thresholds, pack.Thresholds.Count == 0);
        Put("classifier", pack.Classifier, pack.Classifier.Count == 0);
        Put("masking", pack.Masking, pack.Masking.Count == 0);
        Put("masking_settings", pack.MaskingSettings, pack.MaskingSettings.Count == 0);
        Put("outside", pack.Outside, pack.Outside.Count == 0);
        Put("fail_open", pack.FailOpen, !pack.FailOpen);
        return document;

        void Put<T>(string member, T value, bool isEmpty)
        {
            if (!isEmpty)
            {
                document[member] = JsonSerializer.SerializeToNode(value, Indented);
            }
        }
    }

    /// <summary>A document that was read, for people: indented, one member a line.</summary>
    internal static string Write(JsonNode document) => document.ToJsonString(Indented);

    /// <summary>A stored document.</summary>
    internal static JsonObject Read(string json) =>
        JsonNode.Parse(json) as JsonObject ?? throw new JsonException("A stored policy is not a JSON object.");

    /// <summary>The document for an answer.</summary>
    internal static JsonElement ToElement(JsonObject document) => JsonSerializer.SerializeToElement(document, Indented);
}
