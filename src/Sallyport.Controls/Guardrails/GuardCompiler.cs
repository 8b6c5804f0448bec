using Sallyport.Core.Proxies;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>Turns a proxy's policies and their assignments into its guard.</summary>
internal static class GuardCompiler
{
    private static readonly HashSet<string> NoneActs = [];

    /// <summary>What tells guards apart: proxies with the same key share one.</summary>
    internal static string KeyOf(IReadOnlyList<string> names, IReadOnlyList<PolicyAssignment> assignments) => string.Join('\n', [
        .. names,
        .. assignments.Select(assignment => $"{assignment.Policy}\t{assignment.Mode}\t{assignment.RolloutPercent}\t{assignment.RolloutBy}\t{string.Join(',', assignment.Directions)}"),
    ]);

    /// <summary>The guard; one with a fault where a policy does not exist, also one in shadow mode: a name that was mistyped must not go unseen.</summary>
    internal static ProxyGuard Compile(
        EngineShelf engines, IReadOnlyList<string> names, IReadOnlyList<PolicyAssignment> assignments, IReadOnlyDictionary<string, PolicyPack> packs)
    {
        if (names.FirstOrDefault(name => !packs.ContainsKey(name)) is { } missing)
        {
            return new ProxyGuard(null, $"the policy '{missing}' does not exist", engines.Shared);
        }

        var byName = assignments.ToDictionary(assignment => assignment.Policy, StringComparer.Ordinal);
        PolicyAssignment[] staged = [.. assignments.Where(assignment => assignment.IsStaged())];
        if (!assignments.Any(assignment => assignment.IsStaged() || assignment.Mode == PolicyEnforcement.Shadow))
        {
            var engine = EngineOf(names);
            return new ProxyGuard(CompileAll(engine, names), null, engine);
        }

        // One engine for all that may act and one for all that may not: made here, and not for each treatment while its first exchange waits.
        var acts = EngineOf(names.Where(name => byName.GetValueOrDefault(name)?.Mode != PolicyEnforcement.Shadow));
        var judges = EngineOf(names.Where(name => !IsActing(name, NoneActs)));
        return new ProxyGuard(CompileAll(acts, [.. names.Where(name => IsActing(name, NoneActs))]), null, acts)
        {
            Treatments = new TreatmentTable(staged, Treat),
            ShadowEngine = judges,
        };

        bool IsActing(string name, IReadOnlySet<string> acting) =>
            !byName.TryGetValue(name, out var assignment) || (assignment.Mode == PolicyEnforcement.Enforce && (!assignment.IsStaged() || acting.Contains(name)));

        GuardTreatment Treat(IReadOnlySet<string> acting)
        {
            var enforced = names.Where(name => IsActing(name, acting)).ToList();
            var shadow = names.Except(enforced, StringComparer.Ordinal).ToList();
            return new GuardTreatment(CompileAll(acts, enforced), shadow.Count == 0 ? null : CompileAll(judges, shadow));
        }

        DetectionEngine EngineOf(IEnumerable<string> chosen) => engines.For([.. chosen.Select(name => packs[name])]);

        CompiledPolicy CompileAll(DetectionEngine engine, IReadOnlyList<string> chosen) => engine.Compile([.. chosen.Select(name => Limit(packs[name], byName.GetValueOrDefault(name)))]);
    }

    private static PolicyPack Limit(PolicyPack pack, PolicyAssignment? assignment) =>
        assignment is not { Directions.Count: > 0 } ? pack : pack with { OnlyIn = [.. assignment.Directions.Select(direction => (ScanDirection)direction)] };
}
