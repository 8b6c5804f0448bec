using Sallyport.Detection;

namespace Sallyport.DetectionBench;

/// <summary>
/// Personal data by span: half covered counts as found. A finding of a type beyond the six is wrong where nothing is marked or where it claims
/// one of the six; where it lies on a value that the data marks as another type, it says nothing about the six and is left out.
/// </summary>
/// <param name="Precision">Share of findings that lie on a marked value, in percent.</param>
/// <param name="Recall">Share of marked values found, in percent.</param>
internal sealed record PersonalFigures(double Precision, double Recall)
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["EMAIL_ADDRESS"] = "EMAIL", ["PHONE_NUMBER"] = "PHONE", ["CREDIT_CARD"] = "CREDIT_CARD",
        ["IBAN_CODE"] = "IBAN", ["US_SSN"] = "US_SSN", ["IP_ADDRESS"] = "IP_ADDRESS",
    };

    /// <summary>Harmonic mean of both, 0 to 1.</summary>
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall) / 100;

    /// <summary>Counts the six structured types.</summary>
    public static PersonalFigures Of(IEnumerable<ScoredText> rows)
    {
        var (marked, found, findings, right) = (0, 0, 0, 0);
        foreach (var row in rows)
        {
            List<Finding> own = [.. row.Report.Findings.Where(finding => finding.Category == "pii")];
            List<EntitySpan> spans = [.. row.Row.Entities.Where(span => Names.ContainsKey(span.Type))];
            marked += spans.Count;
            own.RemoveAll(finding => !Names.ContainsValue(finding.Entity ?? "") && LiesOnOther(finding, row.Row.Entities));
            findings += own.Count;
            found += spans.Count(span => own.Exists(finding => Covers(finding, span, span.End - span.Start)));
            right += own.Count(finding => spans.Exists(span => Covers(finding, span, finding.End - finding.Start)));
        }

        return new PersonalFigures(findings == 0 ? 0 : 100.0 * right / findings, marked == 0 ? 0 : 100.0 * found / marked);
    }

    private static bool LiesOnOther(Finding finding, IReadOnlyList<EntitySpan> marked) =>
        marked.Any(span => !Names.ContainsKey(span.Type) && span.Start < finding.End && finding.Start < span.End);

    private static bool Covers(Finding finding, EntitySpan span, int whole) =>
        finding.Entity == Names[span.Type] && 2 * (Math.Min(finding.End, span.End) - Math.Max(finding.Start, span.Start)) >= whole;
}
