namespace Sallyport.Detection.Classification;

/// <summary>What turns one head's weights into a score.</summary>
/// <param name="Category">The category it scores.</param>
/// <param name="Bias">Margin of a text without features.</param>
/// <param name="Scale">Value of one weight step.</param>
/// <param name="Knots">Calibration, rising in margin and score.</param>
internal sealed record ClassifierHead(string Category, float Bias, float Scale, IReadOnlyList<CalibrationKnot> Knots)
{
    /// <summary>The calibrated score of a margin, 0 to 1.</summary>
    public double ScoreOf(float margin)
    {
        if (margin <= Knots[0].Margin)
        {
            return 0;
        }

        for (var index = 1; index < Knots.Count; index++)
        {
            var (left, right) = (Knots[index - 1], Knots[index]);
            if (margin < right.Margin)
            {
                return left.Score + ((right.Score - left.Score) * (margin - left.Margin) / (right.Margin - left.Margin));
            }
        }

        return Knots[^1].Score;
    }
}
