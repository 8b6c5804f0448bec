using Sallyport.Detection;

namespace Sallyport.DetectionBench;

/// <summary>A row and what the engine says about it.</summary>
/// <param name="Row">The row.</param>
/// <param name="Report">The engine's report.</param>
internal sealed record ScoredText(LabelledText Row, AnalyzeReport Report)
{
    /// <summary>The score that counts: the row's own category for data kinds, else the highest of any threat category.</summary>
    public double Score => Row.Kind switch
    {
        "secrets" => Report.Scores["secret"],
        "pii" => Report.Scores["pii"],
        _ => Report.Risk,
    };
}
