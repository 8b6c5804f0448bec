using Sallyport.Core.Exchanges;
using Sallyport.Detection;
using Sallyport.Detection.Rules;
using Sallyport.Protocols.Json;

namespace Sallyport.Controls.Guardrails;

/// <summary>Judges by the policies in shadow mode. It changes nothing but the exchange's record.</summary>
internal static class ShadowGuard
{
    internal const string Detector = "shadow";

    private static readonly ExchangeSlot<ShadowState> State = ExchangeSlot.Create<ShadowState>();

    /// <summary>What the exchange is judged by without acting; null where there is nothing.</summary>
    internal static ShadowState? StateOf(Exchange exchange) => exchange.Get(State);

    internal static void Begin(Exchange exchange, CompiledPolicy? shadow, DetectionEngine engine)
    {
        if (shadow is not null)
        {
            exchange.Set(State, new ShadowState(shadow, engine));
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
            Record(exchange, result, static _ => false, result.Findings.Count == 0 ? "" : pointers.At(segment.Start), isResponse: false);
        }
    }

    internal static void Record(Exchange exchange, ScanResult result, Predicate<Finding> isLeftOut, string location, bool isResponse)
    {
        if (result.IsPartial)
        {
            exchange.AddDetector(Detector, DetectorState.Partial);
        }

        foreach (var finding in result.Findings)
        {
            if (isLeftOut(finding))
            {
                continue;
            }

            var recorded = GuardVerdict.Describe(finding, location, isResponse);
            exchange.Shadow?.Add(recorded with { Action = ShadowJudgement.Prefix + recorded.Action });
        }
    }
}
