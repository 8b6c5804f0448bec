using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>
/// The policies in force, compiled for each proxy. Built-in packs come with the program, operators' policies from the store. A proxy that
/// names a policy which does not exist gets a guard without policy: everything through it is refused until that is mended. What
/// guards one whose policies are switched off, see <see cref="PoliciesInForce"/>.
/// </summary>
public sealed partial class PolicyTable(
    DetectionEngine engine, RuleLibrary library, IPolicyStore store, ProxyCatalog proxies, TimeProvider clock, ILogger<PolicyTable> logger) : ISnapshot
{
    private readonly EngineShelf _engines = new(engine);
    private volatile Draft? _lastDraft;
    private readonly SnapshotCell<State> _state = new(new State(
        library.Packs.ToFrozenDictionary(pack => pack.Name, StringComparer.Ordinal),
        FrozenDictionary<string, StoredPolicy>.Empty,
        FrozenDictionary<string, string>.Empty,
        FrozenDictionary<string, ProxyGuard>.Empty,
        clock.GetUtcNow()));

    /// <summary>The engine of the rules that all policies share.</summary>
    public DetectionEngine Engine => engine;

    /// <summary>The rules and packs that come with the program.</summary>
    public RuleLibrary Library => library;

    /// <summary>All policies by name.</summary>
    public IReadOnlyDictionary<string, PolicyPack> Packs => _state.Current.Packs;

    /// <summary>Operators' policies as stored, by name; also those that cannot be read.</summary>
    public IReadOnlyDictionary<string, StoredPolicy> Stored => _state.Current.Stored;

    /// <summary>Why stored policies are not in force, by name.</summary>
    public IReadOnlyDictionary<string, string> Faults => _state.Current.Faults;

    /// <summary>When the guards in force were compiled.</summary>
    public DateTimeOffset CompiledAt => _state.Current.CompiledAt;

    /// <summary>Whether the policy comes with the program.</summary>
    public bool IsBuiltIn(string name) => library.Packs.Any(pack => pack.Name == name);

    /// <summary>The guard of a proxy; one with a fault where none was compiled.</summary>
    public ProxyGuard For(ProxyConfig proxy) =>
        _state.Current.Guards.TryGetValue(proxy.Id, out var guard) ? guard : new ProxyGuard(null, "its policies are not compiled yet", engine);

    /// <summary>Compiles policies by name, for analysis outside a proxy; also those that are switched off.</summary>
    public ProxyGuard Compile(IReadOnlyList<string> names) => GuardCompiler.Compile(_engines, names, [], Packs);

    /// <summary>Compiles a policy that is not saved, for trying it out. The last one is kept: many texts are tried on one draft.</summary>
    /// <param name="draft">The policy.</param>
    /// <param name="json">The text it was read from.</param>
    public ProxyGuard Compile(PolicyPack draft, string json)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (_lastDraft is { } last && last.Json == json)
        {
            return last.Guard;
        }

        var own = draft.BringsRules ? DetectionEngine.Create(library, [draft]) : engine;
        var guard = new ProxyGuard(own.Compile([draft]), null, own);
        _lastDraft = new Draft(json, guard);
        return guard;
    }

    /// <summary>The standard policy of a kind of traffic.</summary>
    public static string StandardPolicy(PlaneKind kind) => kind == PlaneKind.Mcp ? "mcp-standard-security" : "llm-standard-security";

    /// <summary>The policies that guard a proxy: those it names and that are switched on, or the standard policy of its kind.</summary>
    public IReadOnlyList<string> InForce(ProxyConfig proxy) => PoliciesInForce.Of(proxy, Packs).Names;

    /// <inheritdoc />
    public Task ReloadAsync(CancellationToken cancellationToken) => _state.ReloadAsync(BuildAsync, cancellationToken);

    private async Task<State> BuildAsync(CancellationToken cancellationToken)
    {
        var packs = library.Packs.ToDictionary(pack => pack.Name, StringComparer.Ordinal);
        var faulty = new Dictionary<string, string>(StringComparer.Ordinal);
        var before = _state.Current;
        var stored = await store.ListAsync(cancellationToken);
        foreach (var policy in stored)
        {
            // Stored policies were checked when saved; one that no longer reads (a rule it names is gone) must not take the others down.
            if (before.Find(policy) is { } same)
            {
                packs[policy.Name] = same;
            }
            else if (PolicyPackJson.TryRead(policy.Json, library, out var pack, out var faults))
            {
                packs[policy.Name] = pack;
            }
            else
            {
                faulty[policy.Name] = string.Join(" ", faults);
                Log.PolicyUnreadable(logger, policy.Name, faulty[policy.Name]);
            }
        }

        var compiled = new Dictionary<string, ProxyGuard>(StringComparer.Ordinal);
        var guards = proxies.Current.Entries.ToDictionary(entry => entry.Config.Id, entry => Shared(entry.Config, packs, compiled), StringComparer.Ordinal);
        return new State(
            packs.ToFrozenDictionary(StringComparer.Ordinal),
            stored.ToFrozenDictionary(policy => policy.Name, StringComparer.Ordinal),
            faulty.ToFrozenDictionary(StringComparer.Ordinal),
            guards.ToFrozenDictionary(StringComparer.Ordinal),
            clock.GetUtcNow());
    }

    private ProxyGuard Shared(ProxyConfig proxy, Dictionary<string, PolicyPack> packs, Dictionary<string, ProxyGuard> compiled)
    {
        var chosen = PoliciesInForce.Of(proxy, packs);
        var key = GuardCompiler.KeyOf(chosen.Names, chosen.Assignments);
        if (!compiled.TryGetValue(key, out var guard))
        {
            compiled[key] = guard = GuardCompiler.Compile(_engines, chosen.Names, chosen.Assignments, packs);
        }

        return guard;
    }

    private sealed record Draft(string Json, ProxyGuard Guard);

    private sealed record State(
        FrozenDictionary<string, PolicyPack> Packs,
        FrozenDictionary<string, StoredPolicy> Stored,
        FrozenDictionary<string, string> Faults,
        FrozenDictionary<string, ProxyGuard> Guards,
        DateTimeOffset CompiledAt)
    {
        /// <summary>What was read of the same text: the same object, so that its engine stays too.</summary>
        internal PolicyPack? Find(StoredPolicy policy) =>
            Stored.TryGetValue(policy.Name, out var known) && known.Json == policy.Json ? Packs.GetValueOrDefault(policy.Name) : null;
    }

    private static partial class Log
    {
        [LoggerMessage(200, LogLevel.Error, "Policy {Policy} cannot be read and is not in force; proxies that name it refuse everything. {Faults}")]
        internal static partial void PolicyUnreadable(ILogger logger, string policy, string faults);
    }
}
