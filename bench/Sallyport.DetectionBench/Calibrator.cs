using Sallyport.Detection.Classification;

namespace Sallyport.DetectionBench;

/// <summary>
/// Turns margins into scores by what they cost: a score says how rare such a margin is in harmless text the model was not trained on.
/// Half a point, where packs act, is one false alarm in a thousand texts.
/// </summary>
internal static class Calibrator
{
    private static readonly (double FalseAlarms, float Score)[] Scale =
        [(0.05, 0.02f), (0.02, 0.1f), (0.01, 0.2f), (0.005, 0.3f), (0.002, 0.4f), (0.001, 0.5f), (0.0004, 0.6f)];

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
        knots.Add(new CalibrationKnot(MathF.Max(ordered[0], knots[^1].Margin) + MathF.Max(knots[^1].Margin - knots[1].Margin, 0.5f), Sure));
        return knots;
    }
}
