using Sallyport.Controls.Audit.Retention;

namespace Sallyport.Storage.Auditing;

/// <summary>A row of <c>audit_gap</c>.</summary>
internal sealed class GapRow
{
    /// <summary>For SELECT and INSERT.</summary>
    public const string Columns = "first_sequence, last_sequence, hash, day, kind";

    public required long FirstSequence { get; init; }

    public required long LastSequence { get; init; }

    public required byte[] Hash { get; init; }

    public required long Day { get; init; }

    public required string Kind { get; init; }

    /// <summary>As stored.</summary>
    public static GapRow From(AuditGap gap) => new()
    {
        FirstSequence = gap.First, LastSequence = gap.Last, Hash = Convert.FromHexString(gap.Hash), Day = DayRow.NumberOf(gap.Date), Kind = gap.Kind,
    };

    /// <summary>The gap.</summary>
    public AuditGap ToGap() => new(FirstSequence, LastSequence, Convert.ToHexStringLower(Hash), DayRow.DateOf(Day), Kind);
}
