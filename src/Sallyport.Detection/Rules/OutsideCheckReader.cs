using System.Text.Json;

namespace Sallyport.Detection.Rules;

/// <summary>Reads which outside detectors a pack asks. Whether they exist is for the gateway to say: it knows them, a file does not.</summary>
internal static class OutsideCheckReader
{
    internal const int MostChecks = 16;
    private const string Field = "outside";

    /// <summary>The pack's checks in their order.</summary>
    internal static IReadOnlyList<OutsideCheck> Read(RuleDocument document, string source, List<RuleFault> faults)
    {
        if (document.Find(Field) is not { } list)
        {
            return [];
        }

        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > MostChecks)
        {
            document.Fault($"'{Field}' is not a list of at most {MostChecks} checks, such as [{{\"detector\": \"judge\", \"on\": [\"input\"], \"action\": \"block\"}}]");
            return [];
        }

        return [.. list.EnumerateArray().Select((item, index) => ReadOne(new RuleDocument(item, $"{source}: {Field}[{index}]", faults)))];
    }

    private static OutsideCheck ReadOne(RuleDocument fields)
    {
        var check = new OutsideCheck
        {
            Detector = fields.Text("detector"),
            On = fields.Find("on") is null ? [ScanDirection.Input] : [.. fields.Texts("on", isRequired: true).Select(word => fields.ParseWord("on", word, ScanDirection.Input)).Distinct()],
            Action = fields.Word("action", RuleAction.Block, isRequired: false),
            Threshold = fields.Number("threshold", 0, 1, OutsideCheck.DefaultThreshold),
            Between = ReadBand(fields),
            FailOpen = fields.Flag("fail_open"),
            Unmasked = fields.Flag("unmasked"),
        };
        if (check.Action is RuleAction.None or RuleAction.Redact)
        {
            fields.Fault("'action' of an outside check is monitor, flag, warn or block: a verdict names no place that could be redacted, and a check without effect is left out");
        }

        fields.FaultUnread();
        return check;
    }

    // What the management API shows as null is a member that was left out.
    private static double[]? ReadBand(RuleDocument fields)
    {
        if (fields.Find("between") is not { ValueKind: not JsonValueKind.Null } band)
        {
            return null;
        }

        double[] scores = band.ValueKind == JsonValueKind.Array ? [.. band.EnumerateArray().Select(ScoreOf)] : [];
        if (scores.Length == 2 && scores[0] >= 0 && scores[0] <= scores[1] && scores[1] <= 1)
        {
            return scores;
        }

        fields.Fault("'between' is not two scores from 0 to 1, the lower one first, such as [0.2, 0.8]");
        return null;
    }

    private static double ScoreOf(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var score) ? score : double.NaN;
}
