using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>
/// The policies in force, compiled for each proxy. Built-in packs come with the program, operators' policies from the store. A proxy that
/// names a policy which does not exist gets a guard without policy: everything through it is refused until that is mended.
/// </summary>
public sealed partial class PolicyTable(DetectionEngine engine, RuleLibrary library, IPolicyStore store, ProxyCatalog proxies, ILogger<PolicyTable> logger) : ISnapshot
{
    private readonly SnapshotCell<State> _state = new(new State(
        library.Packs.ToFrozenDictionary(pack => pack.Name, StringComparer.Ordinal),
        FrozenDictionary<string, ProxyGuard>.Empty));

    /// <summary>The engine that all policies share.</summary>
    public DetectionEngine Engine => engine;

    /// <summary>The rules and packs that come with the program.</summary>
    public RuleLibrary Library => library;

    /// <summary>All policies by name.</summary>
    public IReadOnlyDictionary<string, PolicyPack> Packs => _state.Current.Packs;

    /// <summary>Whether the policy comes with the program.</summary>
    public bool IsBuiltIn(string name) => library.Packs.Any(pack => pack.Name == name);

    /// <summary>The guard of a proxy; one with a fault where none was compiled.</summary>
    public ProxyGuard For(ProxyConfig proxy) =>
        _state.Current.Guards.TryGetValue(proxy.Id, out var guard) ? guard : new ProxyGuard(null, "its policies are not compiled yet");

    /// <summary>Compiles policies by name, for analysis outside a proxy.</summary>
    public ProxyGuard Compile(IReadOnlyList<string> names) => GuardCompiler.Compile(engine, names, [], Packs);

    /// <summary>The standard policy of a kind of traffic.</summary>
    public static string StandardPolicy(PlaneKind kind) => kind == PlaneKind.Mcp ? "mcp-standard-security" : "llm-standard-security";

    /// <inheritdoc />
    public Task ReloadAsync(CancellationToken cancellationToken) => _state.ReloadAsync(BuildAsync, cancellationToken);

    private async Task<State> BuildAsync(CancellationToken cancellationToken)
    {
        var packs = library.Packs.ToDictionary(pack => pack.Name, StringComparer.Ordinal);
        foreach (var stored in await store.ListAsync(cancellationToken))
        {
            // Stored policies were checked when saved; one that no longer reads (a rule it names is gone) must not take the others down.
            if (PolicyPackJson.TryRead(stored.Json, library, out var pack, out var faults))
            {
                packs[stored.Name] = pack;
            }
            else
            {
                Log.PolicyUnreadable(logger, stored.Name, string.Join(" ", faults));
            }
        }

        var compiled = new Dictionary<string, ProxyGuard>(StringComparer.Ordinal);
        var guards = proxies.Current.Entries.ToDictionary(entry => entry.Config.Id, entry => Shared(entry.Config, packs, compiled), StringComparer.Ordinal);
        return new State(packs.ToFrozenDictionary(StringComparer.Ordinal), guards.ToFrozenDictionary(StringComparer.Ordinal));
    }

    private ProxyGuard Shared(ProxyConfig proxy, Dictionary<string, PolicyPack> packs, Dictionary<string, ProxyGuard> compiled)
    {
        IReadOnlyList<string> names = proxy.Policies.Count > 0 ? proxy.Policies : [StandardPolicy(proxy.Kind)];
        var key = GuardCompiler.KeyOf(names, proxy.PolicyAssignments);
        if (!compiled.TryGetValue(key, out var guard))
        {
            compiled[key] = guard = GuardCompiler.Compile(engine, names, proxy.PolicyAssignments, packs);
        }

        return guard;
    }

    private sealed record State(FrozenDictionary<string, PolicyPack> Packs, FrozenDictionary<string, ProxyGuard> Guards);

    private static partial class Log
    {
        [LoggerMessage(200, LogLevel.Error, "Policy {Policy} cannot be read and is not in force; proxies that name it refuse everything. {Faults}")]
        internal static partial void PolicyUnreadable(ILogger logger, string policy, string faults);
    }
}
