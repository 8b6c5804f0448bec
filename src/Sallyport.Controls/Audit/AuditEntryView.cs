using System.Text.Json.Nodes;

namespace Sallyport.Controls.Audit;

/// <summary>A management change as the audit page shows it.</summary>
public sealed record AuditEntryView
{
    /// <summary>Place in the chain.</summary>
    public required long Sequence { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What kind of event.</summary>
    public required string EventType { get; init; }

    /// <summary>Joins with the response's <c>X-Request-Id</c>.</summary>
    public required string RequestId { get; init; }

    /// <summary>Who.</summary>
    public required CallerView Actor { get; init; }

    /// <summary>On what.</summary>
    public required ResourceView Resource { get; init; }

    /// <summary>How it ended.</summary>
    public required string Result { get; init; }

    /// <summary>From which address.</summary>
    public required string SourceIp { get; init; }

    /// <summary>The record's hash, lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>Old and new values, secrets masked.</summary>
    public required JsonNode? Details { get; init; }

    internal static AuditEntryView Of(StoredAuditEntry stored) => new()
    {
        Sequence = stored.Sequence,
        Time = stored.Entry.Time,
        EventType = stored.Entry.EventType,
        RequestId = stored.Entry.RequestId,
        Actor = new CallerView(stored.Entry.ActorType, stored.Entry.ActorId, stored.Entry.ActorName, stored.Entry.TeamId),
        Resource = new ResourceView(stored.Entry.ResourceType, stored.Entry.ResourceId, stored.Entry.ResourceName),
        Result = stored.Entry.Result,
        SourceIp = stored.Entry.SourceIp,
        Hash = stored.Hash,
        Details = JsonNode.Parse(stored.Entry.Details),
    };
}
