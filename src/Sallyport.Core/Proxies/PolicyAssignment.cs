using System.ComponentModel.DataAnnotations;

namespace Sallyport.Core.Proxies;

/// <summary>How a proxy applies one of its policies. A policy without an assignment is enforced for everybody in every direction.</summary>
public sealed record PolicyAssignment
{
    /// <summary>The policy's name; one of the proxy's policies.</summary>
    [StringLength(63, MinimumLength = 1)]
    public required string Policy { get; init; }

    /// <summary>Whether it acts; default enforce.</summary>
    public PolicyEnforcement Mode { get; init; }

    /// <summary>The share for which an enforced policy acts, in percent from 0 to 100, default 100; for the others it runs in shadow mode.
    /// Without effect in shadow mode.</summary>
    [Range(0, 100)]
    public int RolloutPercent { get; init; } = 100;

    /// <summary>What the share divides; default callers.</summary>
    public RolloutUnit RolloutBy { get; init; }

    /// <summary>Directions in which it is applied; empty means all. It masks where <c>input</c> is among them.</summary>
    public IReadOnlyList<PolicyDirection> Directions
    {
        get;
        // A caller of the API may send null.
        init => field = value ?? [];
    } = [];

    /// <summary>Whether it acts for some and is in shadow mode for others. A method, so that it is no member of the API.</summary>
    public bool IsStaged() => Mode == PolicyEnforcement.Enforce && RolloutPercent < 100;
}
