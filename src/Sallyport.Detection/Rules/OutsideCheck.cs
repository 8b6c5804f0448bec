namespace Sallyport.Detection.Rules;

/// <summary>A policy's order to ask a detector outside of the engine, and what to do about its verdict. The engine only carries it.</summary>
public sealed record OutsideCheck
{
    /// <summary>The least score of a verdict to act on where a policy says nothing.</summary>
    public const double DefaultThreshold = 0.5;

    /// <summary>The name of the outside detector.</summary>
    public required string Detector { get; init; }

    /// <summary>The texts that it is asked about; default <c>input</c>.</summary>
    public IReadOnlyList<ScanDirection> On { get; init; } = [ScanDirection.Input];

    /// <summary>What is done about a verdict: monitor, flag, warn or block (the default). A verdict names no place, so nothing can be redacted.</summary>
    public RuleAction Action { get; init; } = RuleAction.Block;

    /// <summary>Least score of a verdict to act on, 0 to 1; default 0.5.</summary>
    public double Threshold { get; init; } = DefaultThreshold;

    /// <summary>
    /// Two scores, 0 to 1. Where the engine's own risk lies below the first it is not asked. It is asked between them, and above the second
    /// too: there the engine is sure, but what the policy blocks is never asked about, so this was let through. Null: always.
    /// </summary>
    public IReadOnlyList<double>? Between { get; init; }

    /// <summary>Whether texts pass where the detector cannot be had (unreachable, late, busy, failing). Default false: they are refused. Any other lack of a verdict refuses in any case.</summary>
    public bool FailOpen { get; init; }

    /// <summary>Whether it gets the texts as they are. Default false: personal data and secrets leave as placeholders only.</summary>
    public bool Unmasked { get; init; }

    /// <summary>Whether the engine's own risk asks for a second opinion. Without an upper bound: else raising the risk would be a way around the detector.</summary>
    public bool IsDueAt(double risk) => Between is not { } band || risk >= band[0];
}
