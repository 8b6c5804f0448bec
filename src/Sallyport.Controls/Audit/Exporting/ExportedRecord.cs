using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Audit.Exporting;

/// <summary>A record in an export, with everything its hash covers.</summary>
public sealed record ExportedRecord
{
    /// <summary>Gapless number from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>SHA-256 over the previous hash and this record, lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The event's name.</summary>
    public required string EventType { get; init; }

    /// <summary>The response's <c>X-Request-Id</c>.</summary>
    public required string RequestId { get; init; }

    /// <summary><c>api_key</c>, <c>user</c>, <c>system</c> or <c>nobody</c>.</summary>
    public required string ActorType { get; init; }

    /// <summary>The actor's id.</summary>
    public required string ActorId { get; init; }

    /// <summary>The actor's name at the time.</summary>
    public required string ActorName { get; init; }

    /// <summary>The actor's team, or null.</summary>
    public string? TeamId { get; init; }

    /// <summary>What was acted on.</summary>
    public required string ResourceType { get; init; }

    /// <summary>Its id.</summary>
    public required string ResourceId { get; init; }

    /// <summary>Its name at the time.</summary>
    public required string ResourceName { get; init; }

    /// <summary>How it ended.</summary>
    public required string Result { get; init; }

    /// <summary>From which address.</summary>
    public required string SourceIp { get; init; }

    /// <summary>The figures of an exchange; null for others.</summary>
    public ExchangeFigures? Exchange { get; init; }

    /// <summary>The details as stored: JSON in a text, since the hash covers every character of it.</summary>
    public required string Details { get; init; }

    /// <summary>As exported.</summary>
    public static ExportedRecord Of(StoredAuditEntry stored)
    {
        var entry = stored.Entry;
        return new ExportedRecord
        {
            Sequence = stored.Sequence,
            Hash = stored.Hash,
            Time = entry.Time,
            EventType = entry.EventType,
            RequestId = entry.RequestId,
            ActorType = entry.ActorType,
            ActorId = entry.ActorId,
            ActorName = entry.ActorName,
            TeamId = entry.TeamId,
            ResourceType = entry.ResourceType,
            ResourceId = entry.ResourceId,
            ResourceName = entry.ResourceName,
            Result = entry.Result,
            SourceIp = entry.SourceIp,
            Exchange = entry.Exchange,
            Details = entry.Details,
        };
    }

    /// <summary>The entry it was.</summary>
    public AuditEntry ToEntry() => new()
    {
        Time = Time,
        EventType = EventType,
        RequestId = RequestId,
        ActorType = ActorType,
        ActorId = ActorId,
        ActorName = ActorName,
        TeamId = TeamId,
        ResourceType = ResourceType,
        ResourceId = ResourceId,
        ResourceName = ResourceName,
        Result = Result,
        SourceIp = SourceIp,
        Exchange = Exchange,
        Details = Details,
    };
}
