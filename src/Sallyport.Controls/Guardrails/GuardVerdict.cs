using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;
using Sallyport.Detection;

namespace Sallyport.Controls.Guardrails;

/// <summary>Turns what the engine says into what the exchange records and the caller is told.</summary>
internal static class GuardVerdict
{
    internal static void Record(Exchange exchange, ScanResult result, string location, bool isResponse)
    {
        foreach (var finding in result.Findings)
        {
            exchange.AddFinding(Describe(finding, location, isResponse));
        }
    }

    internal static SegmentFinding Describe(Finding finding, string location, bool isResponse) => new()
    {
        RuleId = finding.RuleId,
        Category = finding.Category,
        Severity = finding.Severity.ToString().ToLowerInvariant(),
        Score = finding.Score,
        Action = finding.Action.ToString().ToLowerInvariant(),
        IsResponse = isResponse,
        Location = location,
        Start = finding.Start,
        End = finding.End,
    };

    internal static Denial Blocked(DenialCode code, ScanResult result)
    {
        var rule = result.Decisive?.RuleId ?? "unknown";
        var what = code == DenialCode.ContentBlocked ? "request" : "answer";
        return new Denial(code, 403, $"A policy of this gateway blocks this {what}: rule {rule} ({result.Decisive?.Category}). If this is wrong, give the operator the request id.") { RuleId = rule };
    }

    internal static Denial NoPolicy(ProxyConfig proxy, ProxyGuard guard) =>
        new(DenialCode.GuardFailed, 503, $"Proxy '{proxy.Name}' cannot be guarded: {guard.Fault}. The operator mends its policies.");

    /// <summary>A text that could not be looked at completely (a limit of the engine) is refused: what hides behind a limit must not pass.</summary>
    internal static Denial Incomplete(bool isResponse) =>
        new(DenialCode.GuardFailed, 503, $"This {(isResponse ? "answer" : "request")} could not be inspected completely within the engine's limits, so it is not passed on. Very long encoded or repetitive parts are the usual cause.");
}
