using System.Text.RegularExpressions;
using Sallyport.Detection.Matching;

namespace Sallyport.Detection.Rules;

/// <summary>Says of a pattern whether the engine can run it, and how well.</summary>
public static class PatternInspector
{
    /// <summary>Looks at a pattern; it need not be valid.</summary>
    public static PatternFacts Inspect(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant);
        }
        catch (RegexParseException exception)
        {
            return Faulty(PatternFault.Invalid, exception.Message);
        }

        if (PatternParser.Analyze(pattern, out var fault) is { } shape)
        {
            return new PatternFacts(PatternFault.None, "", shape.Literals, shape.MaxLength, shape.Openings.Count > 0);
        }

        return Faulty(KindOf(fault ?? ""), fault ?? "");
    }

    private static PatternFacts Faulty(PatternFault kind, string detail) => new(kind, detail, [], 0, false);

    private static PatternFault KindOf(string fault) =>
        fault.StartsWith("no literal", StringComparison.Ordinal) ? PatternFault.WithoutLiteral
        : fault.StartsWith("an open quantifier", StringComparison.Ordinal) || fault.StartsWith("a repeat can", StringComparison.Ordinal) || fault.StartsWith("a match can", StringComparison.Ordinal) ? PatternFault.Unbounded
        : PatternFault.Unsupported;
}
