namespace Sallyport.Detection;

/// <summary>What a scan found and what the policy does about it. Clean text gives <see cref="Clean"/>, a shared instance.</summary>
public sealed class ScanResult
{
    internal ScanResult(IReadOnlyList<Finding> findings, RuleAction action, Finding? decisive, bool isPartial)
    {
        Findings = findings;
        Action = action;
        Decisive = decisive;
        IsPartial = isPartial;
    }

    /// <summary>Nothing found, everything looked at.</summary>
    public static ScanResult Clean { get; } = new([], RuleAction.None, null, isPartial: false);

    /// <summary>Nothing found, but not everything could be looked at.</summary>
    public static ScanResult CleanButPartial { get; } = new([], RuleAction.None, null, isPartial: true);

    /// <summary>The findings the policy acts on, by position.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>The strictest action among the findings.</summary>
    public RuleAction Action { get; }

    /// <summary>The finding that decided <see cref="Action"/>; null when there is none.</summary>
    public Finding? Decisive { get; }

    /// <summary>True when a time or size limit kept part of the text from being looked at.</summary>
    public bool IsPartial { get; }

    /// <summary>This result and the one of the text behind it as one.</summary>
    internal ScanResult Then(ScanResult next)
    {
        if (next.Findings.Count == 0 && (IsPartial || !next.IsPartial))
        {
            return this;
        }

        if (Findings.Count == 0 && (next.IsPartial || !IsPartial))
        {
            return next;
        }

        return new ScanResult([.. Findings, .. next.Findings], Action >= next.Action ? Action : next.Action, Action >= next.Action ? Decisive : next.Decisive, IsPartial || next.IsPartial);
    }
}
