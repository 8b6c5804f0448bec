using System.Collections.Concurrent;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>
/// The engines by the rules that policies bring along. Proxies whose policies bring none share the one engine of the program, so that what
/// one operator adds for one proxy costs no other anything.
/// </summary>
internal sealed class EngineShelf(DetectionEngine shared)
{
    private const int MaxEngines = 32;

    private readonly ConcurrentDictionary<string, Shelved> _engines = new(StringComparer.Ordinal);

    /// <summary>The engine of policies that bring no rules.</summary>
    internal DetectionEngine Shared => shared;

    /// <summary>The engine that can compile these policies together. Kept until one of them changes.</summary>
    internal DetectionEngine For(IReadOnlyList<PolicyPack> packs)
    {
        List<PolicyPack> bringing = [.. packs.Where(pack => pack.BringsRules).Distinct(ReferenceEqualityComparer.Instance).Cast<PolicyPack>().OrderBy(pack => pack.Name, StringComparer.Ordinal)];
        if (bringing.Count == 0)
        {
            return shared;
        }

        var key = string.Join('\n', bringing.Select(pack => pack.Name));
        if (_engines.TryGetValue(key, out var known) && known.Packs.SequenceEqual(bringing, ReferenceEqualityComparer.Instance))
        {
            return known.Engine;
        }

        var made = new Shelved(bringing, DetectionEngine.Create(shared.Library, bringing));
        if (_engines.Count >= MaxEngines)
        {
            // Combinations asked for once, by analyses. Proxies hold on to theirs.
            _engines.Clear();
        }

        _engines[key] = made;
        return made.Engine;
    }

    private sealed record Shelved(List<PolicyPack> Packs, DetectionEngine Engine);
}
