namespace Sallyport.Controls.Audit;

/// <summary>Which entries to read. All conditions must hold; null means any.</summary>
public sealed record AuditQuery
{
    /// <summary>True: exchanges only; false: management changes only; null: both.</summary>
    public bool? Exchanges { get; init; }

    /// <summary>Event types, or a family such as <c>proxy.</c> (ends with a dot).</summary>
    public string? EventType { get; init; }

    /// <summary>Actor id or name.</summary>
    public string? Actor { get; init; }

    /// <summary>Proxy name or id.</summary>
    public string? Proxy { get; init; }

    /// <summary>Team id.</summary>
    public string? TeamId { get; init; }

    /// <summary>Result.</summary>
    public string? Result { get; init; }

    /// <summary>Gravest finding's category.</summary>
    public string? Category { get; init; }

    /// <summary>A rule among the findings.</summary>
    public string? RuleId { get; init; }

    /// <summary>True: with masked values; false: without.</summary>
    public bool? IsMasked { get; init; }

    /// <summary>What policies in shadow mode would have done, or <see cref="ShadowFilter.Any"/>.</summary>
    public string? WouldBe { get; init; }

    /// <summary>Inclusive start.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive end.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Part of request id, path, model, actor name or resource name.</summary>
    public string? Search { get; init; }

    /// <summary>The first record's number, or null.</summary>
    public long? FirstSequence { get; init; }

    /// <summary>The last record's number, or null.</summary>
    public long? LastSequence { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>1 to 100.</summary>
    public int Limit { get; init; } = 50;
}
