using Sallyport.Detection.Classification;

namespace Sallyport.DetectionBench;

/// <summary>
/// Turns margins into scores by what they cost: a score says how rare such a margin is in harmless text the model was not trained on.
/// Half a point, where packs act, lies beyond the highest margin of all of them; below it a score can only corroborate a rule.
/// </summary>
internal static class Calibrator
{
    private static readonly (double FalseAlarms, float Score)[] Scale =
        [(0.01, 0.02f), (0.005, 0.05f), (0.002, 0.1f), (0.001, 0.2f), (0.0005, 0.3f), (0, 0.4f)];

    private const float Sure = 0.95f;

    /// <summary>The knots of one head, from margins of harmless texts.</summary>
    public static IReadOnlyList<CalibrationKnot> Fit(IEnumerable<float> harmless)
    {
        float[] ordered = [.. harmless.OrderDescending()];
        List<CalibrationKnot> knots = [];
        foreach (var (falseAlarms, score) in Scale)
        {
            var margin = ordered[Math.Min((int)(falseAlarms * ordered.Length), ordered.Length - 1)];
            knots.Add(new CalibrationKnot(knots.Count == 0 ? margin : MathF.Max(margin, knots[^1].Margin + 1e-4f), score));
        }

        // Beyond anything seen in harmless text, as far again as the last steps took.
        knots.Add(new CalibrationKnot(knots[^1].Margin + MathF.Max(knots[^1].Margin - knots[0].Margin, 0.5f), Sure));
        return knots;
    }
}
