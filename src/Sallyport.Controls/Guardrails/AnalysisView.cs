using System.Text.Json.Serialization;
using Sallyport.Detection;

namespace Sallyport.Controls.Guardrails;

/// <summary>What the engine says about a text.</summary>
/// <param name="Verdict">allow, flag, redact or block.</param>
/// <param name="IsThreat">Whether a threat category reached its threshold.</param>
/// <param name="Risk">0 to 1.</param>
/// <param name="RiskLevel">none, low, medium, high or critical.</param>
/// <param name="Findings">Everything that matched; offsets are UTF-16 units of the posted text.</param>
/// <param name="Scores">Every category's score, also below its threshold.</param>
/// <param name="Partial">Whether a limit kept part of the text from being looked at.</param>
/// <param name="LatencyUs">Engine time in microseconds.</param>
/// <param name="TraceId">The request's id.</param>
public sealed record AnalysisView(
    AnalyzeVerdict Verdict,
    bool IsThreat,
    double Risk,
    string RiskLevel,
    IReadOnlyList<FindingView> Findings,
    IReadOnlyDictionary<string, double> Scores,
    bool Partial,
    double LatencyUs,
    string TraceId)
{
    /// <summary>Each text's analysis, where several were given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AnalysisView>? Samples { get; init; }

    /// <summary>The text as the engine sees it, where that was asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TextViewView>? Views { get; init; }
}
