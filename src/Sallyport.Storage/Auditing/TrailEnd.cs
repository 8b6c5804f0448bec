namespace Sallyport.Storage.Auditing;

/// <summary>The recorded end of a trail and where its open day begins.</summary>
internal sealed class TrailEnd
{
    public required long Sequence { get; init; }

    public required byte[] Hash { get; init; }

    /// <summary>Days since 1970; 0 before the first record that a gateway with days stored.</summary>
    public long Day { get; init; }

    public long DayFirst { get; init; } = 1;

    public byte[] DayPrevious { get; init; } = new byte[AuditRecord.HashBytes];
}
