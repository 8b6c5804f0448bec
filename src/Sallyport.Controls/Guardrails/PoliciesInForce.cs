using Sallyport.Core.Proxies;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>
/// The policies that guard a proxy, with how it applies them: those it names and that are switched on. Where it names none, or those that
/// acted are all switched off, the standard policy of its kind acts: switching off is no way to leave a proxy unguarded, nor one with
/// policies in shadow mode only.
/// </summary>
/// <param name="Names">Their names. One that does not exist stays in, so that the guard is refused for it.</param>
/// <param name="Assignments">What is said about some of them.</param>
internal sealed record PoliciesInForce(IReadOnlyList<string> Names, IReadOnlyList<PolicyAssignment> Assignments)
{
    internal static PoliciesInForce Of(ProxyConfig proxy, IReadOnlyDictionary<string, PolicyPack> packs)
    {
        List<string> names = [.. proxy.Policies.Where(name => !packs.TryGetValue(name, out var pack) || pack.IsEnabled)];
        List<PolicyAssignment> assignments = [.. proxy.PolicyAssignments.Where(assignment => names.Contains(assignment.Policy))];
        var isAnyOff = names.Count < proxy.Policies.Count;
        if (names.Count == 0 || (isAnyOff && names.TrueForAll(name => IsShadow(proxy, name))))
        {
            var standard = PolicyTable.StandardPolicy(proxy.Kind);
            names.Remove(standard);
            names.Insert(0, standard);
            assignments.RemoveAll(assignment => assignment.Policy == standard);
        }

        return new PoliciesInForce(names, assignments);
    }

    /// <summary>Whether only policies in shadow mode would be left of the proxy's without this one.</summary>
    internal static bool IsLastToAct(ProxyConfig proxy, string policy)
    {
        List<string> left = [.. proxy.Policies.Where(name => name != policy)];
        return left.Count > 0 && !IsShadow(proxy, policy) && left.TrueForAll(name => IsShadow(proxy, name));
    }

    private static bool IsShadow(ProxyConfig proxy, string policy) =>
        proxy.PolicyAssignments.Any(assignment => assignment.Policy == policy && assignment.Mode == PolicyEnforcement.Shadow);
}
