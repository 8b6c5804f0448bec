using System.Text.Json;

namespace Sallyport.Controls.Outside;

/// <summary>
/// Asks an HTTP service. It is sent <c>{"id", "detector", "direction", "categories", "texts": [{"role", "text"}]}</c> and answers
/// <c>{"flagged": true, "category": "toxicity", "score": 0.93, "reason": "…"}</c>, of which only <c>flagged</c> is required. Members it adds
/// are ignored; one of these with another type is a failure.
/// </summary>
internal sealed class WebhookDetector(OutsideConfig config, OutsideSender sender) : IOutsideDetector
{
    /// <inheritdoc />
    public async Task<OutsideAnswer> AskAsync(OutsideQuestion question, CancellationToken cancellationToken)
    {
        var (body, failed) = await sender.PostAsync(config, config.Target, Write(question), cancellationToken);
        return failed ?? Read(body, config);
    }

    internal static OutsideAnswer Read(byte[] body, OutsideConfig config)
    {
        if (!VerdictJson.TryParse(body, out var document))
        {
            return VerdictJson.Malformed("Its answer is not JSON.");
        }

        using (document)
        {
            var root = document.RootElement;
            if (VerdictJson.Find(root, "flagged") is not { ValueKind: JsonValueKind.True or JsonValueKind.False } flagged)
            {
                return VerdictJson.Malformed("Its answer has no member 'flagged' that is true or false.");
            }

            var reason = Has(root, "reason") ? VerdictJson.Text(root, "reason") : "";
            var score = Has(root, "score") ? VerdictJson.Score(root, "score") : 1;
            var category = Has(root, "category") ? VerdictJson.Text(root, "category") : config.Categories[0];
            if (reason is null || score is null || category is null)
            {
                return VerdictJson.Malformed("Its answer's 'score' is no number from 0 to 1, or its 'category' or 'reason' no text.");
            }

            if (!flagged.GetBoolean())
            {
                return new OutsideAnswer { Verdict = OutsideVerdict.Clean(reason) };
            }

            return config.Categories.Contains(category)
                ? new OutsideAnswer { Verdict = OutsideVerdict.Found(category, score.Value, reason) }
                : VerdictJson.Malformed("Its answer names none of the categories that it may.");
        }
    }

    private static bool Has(JsonElement root, string member) => VerdictJson.Find(root, member) is { ValueKind: not JsonValueKind.Null };

    private byte[] Write(OutsideQuestion question) => QuestionJson.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("id", question.Id);
        writer.WriteString("detector", config.Name);
        writer.WriteString("direction", QuestionJson.Word(question.Direction));
        writer.WriteStartArray("categories");
        foreach (var category in config.Categories)
        {
            writer.WriteStringValue(category);
        }

        writer.WriteEndArray();
        writer.WritePropertyName("texts");
        QuestionJson.WriteTexts(writer, question.Texts);
        writer.WriteEndObject();
    });
}
