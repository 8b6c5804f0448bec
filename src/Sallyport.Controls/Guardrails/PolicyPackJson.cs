using System.Diagnostics.CodeAnalysis;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>Reads an operator's policy: the same format and the same checks as the built-in packs.</summary>
internal static class PolicyPackJson
{
    internal static bool TryRead(string json, RuleLibrary library, [NotNullWhen(true)] out PolicyPack? pack, out IReadOnlyList<string> faults)
    {
        var loaded = RuleLibrary.Load([new RuleSource("packs/policy.json", json)], library, out var found);
        pack = loaded?.Packs.FirstOrDefault(candidate => library.Packs.All(known => known.Name != candidate.Name));
        faults = [.. found.Select(fault => fault.Message)];
        return pack is not null;
    }
}
