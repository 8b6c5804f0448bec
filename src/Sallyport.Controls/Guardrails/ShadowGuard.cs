using Sallyport.Core.Exchanges;
using Sallyport.Detection;
using Sallyport.Detection.Rules;
using Sallyport.Protocols.Json;

namespace Sallyport.Controls.Guardrails;

/// <summary>Judges by the policies in shadow mode. It changes nothing but the exchange's record.</summary>
internal static class ShadowGuard
{
    internal const string Detector = "shadow";

    private static readonly ExchangeSlot<CompiledPolicy> Policy = ExchangeSlot.Create<CompiledPolicy>();

    /// <summary>The policies in shadow mode for this exchange; null where there are none.</summary>
    internal static CompiledPolicy? PolicyOf(Exchange exchange) => exchange.Get(Policy);

    internal static void Begin(Exchange exchange, CompiledPolicy? shadow)
    {
        if (shadow is not null)
        {
            exchange.Set(Policy, shadow);
            exchange.Shadow = new ShadowJudgement(shadow.Packs);
        }
    }

    internal static void Inspect(Exchange exchange, RequestContent request, DetectionEngine engine, CompiledPolicy shadow)
    {
        exchange.AddDetector(Detector, DetectorState.Scanned);
        var pointers = new JsonPointerWalk(request.Body.Span);
        foreach (var segment in request.Segments)
        {
            var result = engine.Scan(segment.Text.Span, InspectRequestStage.DirectionOf(segment.Role), shadow);
            Record(exchange, result, result.Findings.Count == 0 ? "" : pointers.At(segment.Start), isResponse: false);
        }
    }

    internal static void Record(Exchange exchange, ScanResult result, string location, bool isResponse)
    {
        if (result.IsPartial)
        {
            exchange.AddDetector(Detector, DetectorState.Partial);
        }

        foreach (var finding in result.Findings)
        {
            var recorded = GuardVerdict.Describe(finding, location, isResponse);
            exchange.Shadow?.Add(recorded with { Action = ShadowJudgement.Prefix + recorded.Action });
        }
    }
}
