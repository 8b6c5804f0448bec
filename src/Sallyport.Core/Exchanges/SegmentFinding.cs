namespace Sallyport.Core.Exchanges;

/// <summary>What a guard found in one text, without the text itself.</summary>
public sealed record SegmentFinding
{
    /// <summary>The <see cref="Action"/> of a finding that is recorded and has no other effect.</summary>
    public const string Monitored = "monitor";

    /// <summary>The rule's id.</summary>
    public required string RuleId { get; init; }

    /// <summary>The threat category.</summary>
    public required string Category { get; init; }

    /// <summary>low, medium, high or critical.</summary>
    public required string Severity { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Score { get; init; }

    /// <summary>What the policy does about it: monitor, flag, warn, redact or block; in a shadow judgement the same behind <c>would_</c>.</summary>
    public required string Action { get; init; }

    /// <summary>True when found in the answer.</summary>
    public required bool IsResponse { get; init; }

    /// <summary>JSON Pointer (RFC 6901) of the text, or the stream's channel.</summary>
    public required string Location { get; init; }

    /// <summary>UTF-16 offset of the first character in the text.</summary>
    public required int Start { get; init; }

    /// <summary>UTF-16 offset behind the last character.</summary>
    public required int End { get; init; }
}
