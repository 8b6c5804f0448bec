using Sallyport.Detection;
using Sallyport.Detection.Recognizers;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>A type of data as one policy treats it. Recognisers find it, not rules.</summary>
/// <param name="Name">The type, such as <c>EMAIL</c>.</param>
/// <param name="Masked">Whether requests carry something else to the upstream instead.</param>
/// <param name="Mode">What they carry, where it is masked: a placeholder, which answers get back restored, or what another mode leaves.</param>
/// <param name="Actions">What else happens where one is found, by direction; directions without action are left out.</param>
/// <param name="RuleId">The id that its findings carry.</param>
public sealed record PolicyEntityView(string Name, bool Masked, MaskingMode? Mode, IReadOnlyDictionary<ScanDirection, RuleAction> Actions, string RuleId)
{
    internal static IReadOnlyList<PolicyEntityView> AllOf(PolicyPack pack) =>
        [.. EntitySet.Names.Select(name => Of(pack, name)).Where(entity => entity.Masked || entity.Actions.Count > 0)];

    private static PolicyEntityView Of(PolicyPack pack, string name)
    {
        var isPersonal = EntitySet.TryParse(name, out var type) && EntitySet.Personal.Contains(type);
        var actions = isPersonal
            ? Enum.GetValues<ScanDirection>().Select(direction => KeyValuePair.Create(direction, pack.ActionFor(EntitySet.RuleIdOf(type), ThreatCategories.Pii, direction)))
            : [];
        var isMasked = pack.Masking.Contains(name, StringComparer.Ordinal);
        return new PolicyEntityView(
            name, isMasked, isMasked ? pack.MaskingModeOf(name) : null, actions.Where(pair => pair.Value != RuleAction.None).ToDictionary(), EntitySet.RuleIdOf(type));
    }
}
