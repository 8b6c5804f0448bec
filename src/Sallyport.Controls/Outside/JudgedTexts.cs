using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Outside;

/// <summary>The texts of one direction of an exchange, with the engine's own risk, which is computed when a check asks for it, and once for all checks.</summary>
internal sealed class JudgedTexts(ScanDirection direction, IReadOnlyList<OutsideText> texts, DetectionEngine engine, CompiledPolicy policy)
{
    // Work for the processor; the thread that serves sockets has others to serve.
    private readonly Lazy<Task<double>> _risk = new(() => Task.Run(() => RiskOf(direction, texts, engine, policy)));

    internal IReadOnlyList<OutsideText> Texts => texts;

    /// <summary>The gravest risk of the texts, 0 to 1. Of what the engine could not look at completely 1: it is never sure.</summary>
    internal Task<double> RiskAsync() => _risk.Value;

    private static double RiskOf(ScanDirection direction, IReadOnlyList<OutsideText> texts, DetectionEngine engine, CompiledPolicy policy)
    {
        var risk = 0.0;
        foreach (var text in texts)
        {
            var report = engine.Analyze(text.Text, direction, policy);
            if (report.IsPartial)
            {
                return 1;
            }

            risk = Math.Max(risk, report.Risk);
        }

        return risk;
    }
}
