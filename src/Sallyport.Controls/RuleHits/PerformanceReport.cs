using System.Runtime.CompilerServices;
using Sallyport.Controls.Guardrails;
using Sallyport.Detection;
using Sallyport.Detection.Recognizers;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.RuleHits;

/// <summary>Puts the sums, the marks and the rules together.</summary>
internal sealed class PerformanceReport(PolicyTable policies, IRuleHitStore store, RuleHitLog log, TimeProvider clock)
{
    // Measured once a rule: the figure does not change, and measuring costs more than showing it.
    private static readonly ConditionalWeakTable<DetectionRule, StrongBox<double>> Costs = [];

    internal DateTimeOffset From(int hours)
    {
        var now = clock.GetUtcNow();
        return new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero).AddHours(1 - hours);
    }

    /// <summary>Rules with hits, of some proxies or of all.</summary>
    internal async Task<IReadOnlyList<RulePerformance>> ReadAsync(DateTimeOffset from, Func<RuleHitSample, bool> isWanted, CancellationToken cancellationToken)
    {
        await log.FlushAsync(cancellationToken);
        var samples = await store.SumAsync(from, cancellationToken);
        var marks = await store.CountAsync(from, cancellationToken);
        var rules = Rules();
        return
        [
            .. samples.Where(isWanted).GroupBy(sample => sample.RuleId, StringComparer.Ordinal)
                .Select(group => Of(group.Key, rules.GetValueOrDefault(group.Key), [.. group], marks.GetValueOrDefault(group.Key)))
                .OrderByDescending(rule => rule.Hits).ThenBy(rule => rule.Rule, StringComparer.Ordinal),
        ];
    }

    /// <summary>The rule with the time it takes.</summary>
    internal RulePerformance Timed(RulePerformance rule) =>
        Rules().TryGetValue(rule.Rule, out var known) ? rule with { CostUs = Costs.GetValue(known, static one => new StrongBox<double>(RuleTimer.Measure(one))).Value } : rule;

    /// <summary>All rules that policies can act on and that found nothing.</summary>
    internal IEnumerable<RulePerformance> Silent(IReadOnlyList<RulePerformance> loud)
    {
        var known = loud.Select(rule => rule.Rule).ToHashSet(StringComparer.Ordinal);
        return Rules().Values.Where(rule => !known.Contains(rule.Id)).Select(rule => Of(rule.Id, rule, [], 0));
    }

    private Dictionary<string, DetectionRule> Rules() =>
        policies.Library.Rules.Concat(policies.Packs.Values.SelectMany(pack => pack.Rules)).ToDictionary(rule => rule.Id, StringComparer.Ordinal);

    private static RulePerformance Of(string id, DetectionRule? rule, IReadOnlyList<RuleHitSample> samples, long marks)
    {
        var exchanges = samples.Sum(sample => sample.Exchanges);
        return new RulePerformance(
            id,
            rule?.Name ?? id,
            rule?.Category ?? CategoryOf(id),
            rule?.Severity,
            samples.Sum(sample => sample.Hits),
            exchanges,
            samples.Sum(sample => sample.Blocked),
            marks,
            exchanges == 0 ? null : Math.Round(Math.Min(1, (double)marks / exchanges), 4),
            samples.Count == 0 ? null : samples.Max(sample => sample.LastAt),
            null);
    }

    private static string CategoryOf(string id)
    {
        var word = id.StartsWith("classifier-", StringComparison.Ordinal) ? id["classifier-".Length..].Replace('-', '_') : id;
        return ThreatCategories.Contains(word) ? word : EntitySet.Names.Any(name => EntitySet.TryParse(name, out var type) && EntitySet.RuleIdOf(type) == id) ? ThreatCategories.Pii : "other";
    }
}
