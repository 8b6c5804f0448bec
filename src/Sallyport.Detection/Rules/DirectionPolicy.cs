using Sallyport.Detection.Matching;
using Sallyport.Detection.Recognizers;

namespace Sallyport.Detection.Rules;

/// <summary>A compiled policy's decisions for one direction.</summary>
/// <param name="Actions">Action by rule or recogniser number.</param>
/// <param name="Thresholds">Least score by category number.</param>
/// <param name="ActivePatterns">Patterns of rules with an action.</param>
/// <param name="RawPatterns">Those of them that are matched on the raw text.</param>
/// <param name="NormalisedPatterns">Those that are matched on the normalised text.</param>
/// <param name="Recognised">Personal data to look for.</param>
/// <param name="HasPatterns">Whether any pattern is active.</param>
/// <param name="HeldBack">What a stream waits for; null when nothing is redacted or blocked. Made when the first stream is opened.</param>
/// <param name="Heads">The classifier's active heads; empty when none is.</param>
/// <param name="LeastConfidence">By head, how sure the classifier must be to act.</param>
/// <param name="HasYara">Whether any YARA rule is active.</param>
internal sealed record DirectionPolicy(
    RuleAction[] Actions,
    double[] Thresholds,
    bool[] ActivePatterns,
    bool[] RawPatterns,
    bool[] NormalisedPatterns,
    EntitySet Recognised,
    bool HasPatterns,
    Lazy<HoldTable?> HeldBack,
    bool[] Heads,
    double[] LeastConfidence,
    bool HasYara)
{
    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => !HasPatterns && !HasYara && Recognised.IsEmpty && !HasHeads;

    /// <summary>Whether any head is active.</summary>
    public bool HasHeads => Heads.Length > 0;
}
