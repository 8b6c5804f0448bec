using System.Collections.Frozen;

namespace Sallyport.Detection.Rules;

/// <summary>The approved tags: each names an entry of a published catalogue of threats.</summary>
public static class RuleTags
{
    private static readonly FrozenSet<string> Approved = new[]
    {
        "owasp-llm-2026:LLM01", "owasp-llm-2026:LLM02", "owasp-llm-2026:LLM03", "owasp-llm-2026:LLM05",
        "owasp-llm-2026:LLM06", "owasp-llm-2026:LLM07", "owasp-llm-2026:LLM10",
        "owasp-web-2021:A01", "owasp-web-2021:A02", "owasp-web-2021:A03", "owasp-web-2021:A07", "owasp-web-2021:A10",
        "mitre-atlas:AML.T0051", "mitre-atlas:AML.T0053", "mitre-atlas:AML.T0054", "mitre-atlas:AML.T0056", "mitre-atlas:AML.T0057",
        "cwe:22", "cwe:78", "cwe:79", "cwe:89", "cwe:94", "cwe:117", "cwe:506", "cwe:611", "cwe:798", "cwe:918", "cwe:943", "cwe:1336",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>All approved tags.</summary>
    public static IReadOnlyCollection<string> All => Approved;

    /// <summary>Whether rules may carry the tag.</summary>
    public static bool IsApproved(string tag) => Approved.Contains(tag);
}
