using Sallyport.Controls.Audit.Retention;

namespace Sallyport.Storage.Auditing;

/// <summary>A row of <c>audit_hold</c>.</summary>
internal sealed class HoldRow
{
    public required string Id { get; init; }

    public required string Reason { get; init; }

    public required long FirstDay { get; init; }

    public required long LastDay { get; init; }

    public required long CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>As stored.</summary>
    public static HoldRow From(AuditHold hold) => new()
    {
        Id = hold.Id,
        Reason = StoredText.Clean(hold.Reason),
        FirstDay = DayRow.NumberOf(hold.FirstDay),
        LastDay = DayRow.NumberOf(hold.LastDay),
        CreatedAt = StoredTime.ToMicroseconds(hold.CreatedAt),
        CreatedBy = StoredText.Clean(hold.CreatedBy),
    };

    /// <summary>The hold.</summary>
    public AuditHold ToHold() => new(Id, Reason, DayRow.DateOf(FirstDay), DayRow.DateOf(LastDay), StoredTime.FromMicroseconds(CreatedAt), CreatedBy);
}
