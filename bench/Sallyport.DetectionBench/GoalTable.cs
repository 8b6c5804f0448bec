using System.Globalization;

namespace Sallyport.DetectionBench;

/// <summary>Puts the figures beside the goals and the anchors.</summary>
internal static class GoalTable
{
    /// <summary>The table; hit rates are those at the threshold that 1 % of the harmless pools reach, unless a line says otherwise.</summary>
    public static List<GoalRow> Of(IReadOnlyList<ScoredText> rows, SpeedFigures speed, IReadOnlyList<KindFigures> encodings)
    {
        var atOne = Rates.ThresholdAt([.. rows.Where(row => row.Row.IsPool)], 1);
        var personal = PersonalFigures.Of(rows.Where(row => row.Row.Kind == "pii"));
        return
        [
            new("direct injection, TPR", "5 (rule packs)", "72", "80", Hits("prompt_injection_direct")),
            new("jailbreaks in the wild / all", "11", "90 / 28", "95 / 40", Hits("jailbreak", row => row.Technique == "inthewild") + " / " + Hits("jailbreak")),
            new("indirect injection, TPR", "4", "65", "75", Hits("prompt_injection_indirect")),
            new("instructions in tool output (ASB)", "51 at 2 % FPR", "90", "98", Hits("prompt_injection_indirect", row => row.Technique.StartsWith("asb_", StringComparison.Ordinal))),
            new("tool poisoning, planted / all", "8 at 3.5 % FPR", "80", "90", Hits("tool_poisoning", row => row.Technique != "malicious_capability") + " / " + Hits("tool_poisoning")),
            new("encoded, TPR; benign encoded FPR", "0", "80; <= 2", "90; <= 1", Hits("encoded") + "; " + Alarms("encoded")),
            new("encoded TPR / plain TPR, worst transform", "-", ">= 0.95", "two layers", Worst()),
            new("sqli, TPR; near-miss FPR", "92; 19 (CRS)", "85; <= 3", "92; <= 1", Hits("sqli") + "; " + Alarms("sqli")),
            new("xss, TPR; near-miss FPR", "59; 27", "97; <= 3", "99; <= 1", Hits("xss") + "; " + Alarms("xss")),
            new("cmd_injection, TPR; near-miss FPR", "25; 9", "90; <= 4", "95; <= 2", Hits("cmd_injection") + "; " + Alarms("cmd_injection")),
            new("path_traversal, TPR; near-miss FPR", "-", "97; <= 1", "99", Hits("path_traversal") + "; " + Alarms("path_traversal")),
            new("secrets, TPR; FPR at the shipped threshold", "27; 20 (gitleaks)", "70; <= 12", "85; <= 8", Shipped("secrets") + "; " + Alarms("secrets")),
            new("PII, six structured types, F1", ".861 (six regexes)", ".93", ".96", Text(personal.F1, "0.000")),
            new("any-threat FPR, chat", "2-25", "<= 0.5", "<= 0.2", Alarms("benign_chat")),
            new("any-threat FPR, documents", "2-25", "<= 0.5", "<= 0.2", Alarms("benign_document")),
            new("any-threat FPR, tool definitions", "2-25", "<= 0.5", "<= 0.2", Alarms("benign_tooldef")),
            new("any-threat FPR, code", "2-25", "<= 1.0", "<= 0.5", Alarms("benign_code")),
            new("over-defence FPR", "2.1 (transformer); 42.5", "<= 3", "<= 1", Text(Rates.Above([.. rows.Where(row => row.Row.IsPool && IsTrigger(row.Row))], Rates.Shipped))),
            new("engine, 1 KB, p50 / p99 us", "19,000-163,000", "<= 60 / <= 300", "<= 30 / <= 120", Text(speed.MedianMicroseconds) + " / " + Text(speed.TailMicroseconds)),
            new("bytes allocated per clean scan", "-", "0", "0", Text(speed.AllocatedBytes)),
        ];

        string Hits(string kind, Func<LabelledText, bool>? only = null) => Text(Rates.Above(Select(kind, isAttack: true, only), atOne));
        string Shipped(string kind) => Text(Rates.Above(Select(kind, isAttack: true, null), Rates.Shipped));
        string Alarms(string kind) => Text(Rates.Above(Select(kind, isAttack: false, null), Rates.Shipped));
        List<ScoredText> Select(string kind, bool isAttack, Func<LabelledText, bool>? only) =>
            [.. rows.Where(row => row.Row.Kind == kind && row.Row.IsAttack == isAttack && (only is null || only(row.Row)))];
        string Worst() => encodings.Skip(1).MinBy(item => item.HitsShipped) is { } worst
            ? Text(worst.HitsShipped / encodings[0].HitsShipped, "0.00") + " (" + worst.Name + ")"
            : "-";
    }

    /// <summary>A number for people.</summary>
    public static string Text(double value, string format = "0.0") => value.ToString(format, CultureInfo.InvariantCulture);

    private static bool IsTrigger(LabelledText row) => row.Source.Contains("frr", StringComparison.Ordinal);
}
