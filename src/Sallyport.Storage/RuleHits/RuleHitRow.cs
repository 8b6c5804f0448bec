using Sallyport.Controls.RuleHits;

namespace Sallyport.Storage.RuleHits;

/// <summary>A row of <c>rule_hit</c>, or a sum of such rows.</summary>
internal sealed class RuleHitRow
{
    public required long Hour { get; init; }

    public required string RuleId { get; init; }

    public required string ProxyId { get; init; }

    public required long Hits { get; init; }

    public required long Exchanges { get; init; }

    public required long Blocked { get; init; }

    public required long LastAt { get; init; }

    /// <summary>As stored.</summary>
    public static RuleHitRow From(RuleHitSample sample) => new()
    {
        Hour = StoredTime.ToMicroseconds(sample.Hour),
        RuleId = StoredText.Clean(sample.RuleId),
        ProxyId = sample.ProxyId,
        Hits = sample.Hits,
        Exchanges = sample.Exchanges,
        Blocked = sample.Blocked,
        LastAt = StoredTime.ToMicroseconds(sample.LastAt),
    };

    /// <summary>As used.</summary>
    public RuleHitSample ToSample() => new()
    {
        Hour = StoredTime.FromMicroseconds(Hour),
        RuleId = RuleId,
        ProxyId = ProxyId,
        Hits = Hits,
        Exchanges = Exchanges,
        Blocked = Blocked,
        LastAt = StoredTime.FromMicroseconds(LastAt),
    };
}
