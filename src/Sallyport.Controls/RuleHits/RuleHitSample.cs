namespace Sallyport.Controls.RuleHits;

/// <summary>What a rule found on one proxy in one hour.</summary>
public sealed record RuleHitSample
{
    /// <summary>The hour's start.</summary>
    public required DateTimeOffset Hour { get; init; }

    /// <summary>The rule, or recogniser.</summary>
    public required string RuleId { get; init; }

    /// <summary>The proxy.</summary>
    public required string ProxyId { get; init; }

    /// <summary>Findings.</summary>
    public required long Hits { get; init; }

    /// <summary>Exchanges with at least one.</summary>
    public required long Exchanges { get; init; }

    /// <summary>Exchanges that were refused because of it.</summary>
    public required long Blocked { get; init; }

    /// <summary>When the last of these exchanges began.</summary>
    public required DateTimeOffset LastAt { get; init; }
}
