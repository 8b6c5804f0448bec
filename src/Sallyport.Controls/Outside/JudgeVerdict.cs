using System.Text;
using System.Text.Json;

namespace Sallyport.Controls.Outside;

/// <summary>
/// Reads a judge's answer: one complete message that is nothing but the verdict's object, for this very question. Whatever else a judge says
/// is no verdict, and so a failure: a guess at what it meant would be a way to steer it.
/// </summary>
internal static class JudgeVerdict
{
    internal static readonly string[] Members = ["ticket", "category", "score", "reason"];

    internal static OutsideAnswer Read(byte[] body, OutsideConfig detector, string ticket)
    {
        if (!VerdictJson.TryParse(body, out var document))
        {
            return VerdictJson.Malformed("Its answer is not JSON.");
        }

        using (document)
        {
            var root = document.RootElement;
            if (VerdictJson.Find(root, "choices") is not { ValueKind: JsonValueKind.Array } choices || choices.GetArrayLength() != 1)
            {
                return VerdictJson.Malformed("Its answer is no chat completion with one choice.");
            }

            var answer = ReadChoice(choices[0], detector, ticket);
            var usage = VerdictJson.Find(root, "usage") ?? default;
            return answer with { InputTokens = VerdictJson.Count(usage, "prompt_tokens"), OutputTokens = VerdictJson.Count(usage, "completion_tokens") };
        }
    }

    private static OutsideAnswer ReadChoice(JsonElement choice, OutsideConfig detector, string ticket)
    {
        if (VerdictJson.Text(choice, "finish_reason") is not (null or "stop"))
        {
            return VerdictJson.Malformed("The judge did not finish its verdict.");
        }

        if (VerdictJson.Find(choice, "message") is not { } message || VerdictJson.Text(message, "content") is not { } content)
        {
            return VerdictJson.Malformed("The judge refused to judge, or its message holds no text.");
        }

        if (!VerdictJson.TryParse(Encoding.UTF8.GetBytes(content), out var document))
        {
            return VerdictJson.Malformed("The judge's message is more or something else than one JSON object.");
        }

        using (document)
        {
            return ReadVerdict(document.RootElement, detector, ticket);
        }
    }

    private static OutsideAnswer ReadVerdict(JsonElement verdict, OutsideConfig detector, string ticket)
    {
        if (verdict.ValueKind != JsonValueKind.Object || verdict.EnumerateObject().Any(member => !Members.Contains(member.Name)))
        {
            return VerdictJson.Malformed("The judge's verdict is no object of ticket, category, score and reason.");
        }

        if (VerdictJson.Text(verdict, "ticket") != ticket)
        {
            return VerdictJson.Malformed("The verdict is not for this question: it does not repeat the ticket.");
        }

        if (VerdictJson.Text(verdict, "category") is not { } category || (category != JudgePrompt.None && !detector.Categories.Contains(category)))
        {
            return VerdictJson.Malformed("The verdict names none of the categories that it may.");
        }

        if (VerdictJson.Score(verdict, "score") is not { } score || VerdictJson.Text(verdict, "reason") is not { } reason)
        {
            return VerdictJson.Malformed("The verdict's score is no number from 0 to 1, or its reason no text.");
        }

        return new OutsideAnswer { Verdict = category == JudgePrompt.None ? OutsideVerdict.Clean(reason) : OutsideVerdict.Found(category, score, reason) };
    }
}
