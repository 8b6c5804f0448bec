using Sallyport.Detection.Masking;
using Sallyport.Detection.Recognizers;

namespace Sallyport.Detection.Rules;

/// <summary>Several packs as one: every rule's strictest action per direction, the lowest thresholds, all masked entity types.
/// Immutable; valid for the engine that made it.</summary>
public sealed class CompiledPolicy
{
    private readonly DirectionPolicy[] _directions;

    internal CompiledPolicy(IReadOnlyList<string> packs, EntitySet masking, MaskingPlan maskingPlan, bool failsOpen, DirectionPolicy[] directions)
    {
        Packs = packs;
        Masking = masking;
        MaskingPlan = maskingPlan;
        FailsOpen = failsOpen;
        _directions = directions;
        Detectors =
        [
            KeyValuePair.Create("rules", Array.Exists(directions, direction => direction.HasPatterns)),
            KeyValuePair.Create("personal_data", Array.Exists(directions, direction => !direction.Recognised.IsEmpty)),
            KeyValuePair.Create("classifier", Array.Exists(directions, direction => direction.HasHeads)),
            .. Array.Exists(directions, direction => direction.HasYara) ? [KeyValuePair.Create("yara", true)] : (KeyValuePair<string, bool>[])[],
        ];
    }

    /// <summary>Names of the packs it was made of.</summary>
    public IReadOnlyList<string> Packs { get; }

    /// <summary>Entity types to mask on the way to the upstream.</summary>
    public EntitySet Masking { get; }

    /// <summary>How each of them is masked.</summary>
    public MaskingPlan MaskingPlan { get; }

    /// <summary>Whether a text that cannot be looked at completely passes: only where every pack says so.</summary>
    public bool FailsOpen { get; }

    /// <summary>The outside detectors to ask, each with one direction. The engine does not ask them: it knows no network.</summary>
    public IReadOnlyList<OutsideCheck> Outside { get; internal init; } = [];

    /// <summary>The engine's detectors and whether any rule makes use of them, in any direction.</summary>
    public IReadOnlyList<KeyValuePair<string, bool>> Detectors { get; }

    /// <summary>Whether any rule or recogniser is active in the direction.</summary>
    public bool IsActive(ScanDirection direction) => !_directions[(int)direction].IsEmpty;

    /// <summary>Whether it looks for anything in any direction.</summary>
    public bool IsActiveAnywhere => Array.Exists(_directions, direction => !direction.IsEmpty);

    internal DirectionPolicy For(ScanDirection direction) => _directions[(int)direction];
}
