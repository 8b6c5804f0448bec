using System.Data.Common;
using Sallyport.Controls.Audit;
using Sallyport.Core.Auditing;

namespace Sallyport.Storage.Auditing;

/// <summary>Turns rows in the order of <see cref="AuditColumns.List"/> back into entries.</summary>
internal static class AuditRowReader
{
    private const int Kind = 2 + AuditColumns.EntryTexts;
    private const int Status = Kind + AuditColumns.ExchangeTexts;
    private const int HashColumn = AuditColumns.Count - 1;

    /// <summary>The row's number in the chain.</summary>
    public static long ReadSequence(DbDataReader row) => row.GetInt64(0);

    /// <summary>The row's stored hash.</summary>
    public static byte[] ReadHash(DbDataReader row) => row.GetFieldValue<byte[]>(HashColumn);

    /// <summary>The row with its place in the chain.</summary>
    public static StoredAuditEntry ReadStored(DbDataReader row) =>
        new(ReadSequence(row), Convert.ToHexStringLower(ReadHash(row)), ReadEntry(row));

    /// <summary>The row's entry.</summary>
    public static AuditEntry ReadEntry(DbDataReader row) => new()
    {
        Time = StoredTime.FromMicroseconds(row.GetInt64(1)),
        EventType = row.GetString(2),
        RequestId = row.GetString(3),
        ActorType = row.GetString(4),
        ActorId = row.GetString(5),
        ActorName = row.GetString(6),
        TeamId = ReadText(row, 7),
        ResourceType = row.GetString(8),
        ResourceId = row.GetString(9),
        ResourceName = row.GetString(10),
        Result = row.GetString(11),
        SourceIp = row.GetString(12),
        Details = row.GetString(13),
        Exchange = row.IsDBNull(Kind) ? null : ReadExchange(row),
    };

    private static ExchangeFigures ReadExchange(DbDataReader row) => new()
    {
        Kind = row.GetString(Kind),
        Operation = row.GetString(Kind + 1),
        Subject = row.GetString(Kind + 2),
        Method = row.GetString(Kind + 3),
        Path = row.GetString(Kind + 4),
        DenialCode = ReadText(row, Kind + 5),
        TopCategory = ReadText(row, Kind + 6),
        Status = checked((int)row.GetInt64(Status)),
        DurationMicroseconds = row.GetInt64(Status + 1),
        UpstreamMicroseconds = row.GetInt64(Status + 2),
        InputTokens = row.GetInt64(Status + 3),
        OutputTokens = row.GetInt64(Status + 4),
        CostUsd = row.IsDBNull(Status + AuditColumns.CostNumber) ? null : StoredMoney.ToDollars(row.GetInt64(Status + AuditColumns.CostNumber)),
        FindingCount = checked((int)row.GetInt64(Status + 6)),
        MaskedCount = checked((int)row.GetInt64(Status + 7)),
        IsStreaming = row.GetInt64(Status + 8) != 0,
    };

    private static string? ReadText(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
