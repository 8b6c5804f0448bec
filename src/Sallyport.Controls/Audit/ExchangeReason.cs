using System.Text.Json.Nodes;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.Audit;

/// <summary>Says in one sentence why an exchange ended as it did, before any detail.</summary>
internal static class ExchangeReason
{
    internal static string Sentence(AuditEntry entry, JsonObject details) => Ending(entry, details) + (ShadowFilter.ActionIn(entry.Details) switch
    {
        "would_block" => " A policy in shadow mode would have blocked it.",
        "would_redact" => " A policy in shadow mode would have redacted it.",
        "would_mask" => " A policy in shadow mode would have masked values.",
        "would_warn" => " A policy in shadow mode would have warned the caller.",
        "would_flag" => " A policy in shadow mode would have flagged it.",
        _ => "",
    });

    private static string Ending(AuditEntry entry, JsonObject details)
    {
        var detail = details["denial"]?["detail"]?.GetValue<string>();
        var figures = entry.Exchange;
        return entry.Result switch
        {
            ExchangeOutcome.Blocked or ExchangeOutcome.Denied => detail ?? "Refused.",
            ExchangeOutcome.Failed => detail ?? $"The upstream answered {figures?.Status}; the gateway passed that answer on.",
            ExchangeOutcome.Aborted => "The caller closed the connection before the answer was complete.",
            ExchangeOutcome.Masked => Masked(figures?.MaskedCount ?? 0, details),
            ExchangeOutcome.Flagged => $"Allowed; the guards noted {Count(figures?.FindingCount ?? 0, "finding")} that the policy does not block.",
            _ when figures is { FindingCount: > 0 } => $"Allowed; the guards recorded {Count(figures.FindingCount, "finding")} that the policy only monitors.",
            _ => "Allowed; no guard found anything.",
        };
    }

    private static string Masked(int count, JsonObject details) => details["masked"] is JsonArray masked && masked.Any(type => type?["mode"]?.GetValue<string>() is not (null or MaskedCount.Restorable))
        ? $"Allowed; {Count(count, "value")} masked on the way to the upstream, in part for good."
        : $"Allowed; {Count(count, "value")} replaced by placeholders on the way to the upstream and restored in the answer.";

    private static string Count(int count, string thing) => count == 1 ? $"1 {thing}" : $"{count} {thing}s";
}
