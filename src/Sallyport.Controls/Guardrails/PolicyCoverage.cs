using System.Runtime.CompilerServices;
using Sallyport.Core.Exchanges;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>What an exchange records about the detectors of its policy: made once for each policy, shared by all of its exchanges.</summary>
internal sealed class PolicyCoverage
{
    private static readonly ConditionalWeakTable<CompiledPolicy, PolicyCoverage> Known = [];

    private readonly DetectorCoverage[] _scanned;
    private readonly DetectorCoverage[] _cut;

    private PolicyCoverage(CompiledPolicy policy)
    {
        _scanned = [.. policy.Detectors.Select(detector => new DetectorCoverage(detector.Key, detector.Value ? DetectorState.Scanned : DetectorState.Skipped))];
        // Which of them met the limit is not told apart, so all that ran count as cut short.
        var cut = policy.FailsOpen ? DetectorState.FailedOpen : DetectorState.Partial;
        _cut = [.. policy.Detectors.Select(detector => new DetectorCoverage(detector.Key, detector.Value ? cut : DetectorState.Skipped))];
    }

    internal static void Record(Exchange exchange, CompiledPolicy policy, bool isPartial)
    {
        var coverage = Known.GetValue(policy, static policy => new PolicyCoverage(policy));
        exchange.AddDetectors(isPartial ? coverage._cut : coverage._scanned);
    }
}
