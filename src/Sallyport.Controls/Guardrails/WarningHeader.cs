using Microsoft.AspNetCore.Http;
using Sallyport.Core.Exchanges;
using Sallyport.Detection;

namespace Sallyport.Controls.Guardrails;

/// <summary>
/// Tells the caller what a policy warns about: <c>Sallyport-Warning: prompt_injection;rule="…";in=request</c>, a list of tokens with
/// parameters (RFC 9651, section 3.1). It names categories and rules, never what was found. What is found in a stream after its
/// headers have left is recorded only: headers do not come back.
/// </summary>
internal static class WarningHeader
{
    internal const string Name = "Sallyport-Warning";
    private const int MaxWarnings = 8;

    internal static void Add(Exchange exchange, ScanResult result, bool isResponse)
    {
        foreach (var finding in result.Findings)
        {
            if (finding.Action == RuleAction.Warn)
            {
                Add(exchange, finding.Category, finding.RuleId, isResponse);
            }
        }
    }

    internal static void Add(Exchange exchange, string category, string rule, bool isResponse) =>
        Add(exchange, $"{category};rule=\"{Plain(rule)}\";in={(isResponse ? "response" : "request")}");

    private static void Add(Exchange exchange, string warning)
    {
        var response = exchange.Http.Response;
        var known = response.Headers[Name];
        if (!response.HasStarted && known.Count < MaxWarnings && !known.Contains(warning))
        {
            response.Headers.Append(Name, warning);
        }
    }

    // Ids of rules of one's own may hold anything.
    private static string Plain(string id) => string.Create(id.Length, id, static (plain, id) =>
    {
        for (var index = 0; index < id.Length; index++)
        {
            plain[index] = id[index] is >= ' ' and <= '~' and not ('"' or '\\') ? id[index] : '_';
        }
    });
}
