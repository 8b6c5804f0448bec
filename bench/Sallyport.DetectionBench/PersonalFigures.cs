using Sallyport.Detection;

namespace Sallyport.DetectionBench;

/// <summary>Personal data by span: half covered counts as found.</summary>
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
            findings += own.Count;
            found += spans.Count(span => own.Exists(finding => Covers(finding, span, span.End - span.Start)));
            right += own.Count(finding => spans.Exists(span => Covers(finding, span, finding.End - finding.Start)));
        }

        return new PersonalFigures(findings == 0 ? 0 : 100.0 * right / findings, marked == 0 ? 0 : 100.0 * found / marked);
    }

    private static bool Covers(Finding finding, EntitySpan span, int whole) =>
        finding.Entity == Names[span.Type] && 2 * (Math.Min(finding.End, span.End) - Math.Max(finding.Start, span.Start)) >= whole;
}
