using System.Data.Common;
using System.Runtime.CompilerServices;
using Dapper;
using Sallyport.Controls.Audit;
using Sallyport.Controls.Audit.Signing;
using Sallyport.Storage.Databases;

namespace Sallyport.Storage.Auditing;

/// <summary>Reads the audit trail.</summary>
internal sealed class AuditStore(IDatabase database) : IAuditStore
{
    /// <summary>Counting stops here: nobody pages further, and counting everything would read everything.</summary>
    private const int CountLimit = 10_000;

    private const int MaxLimit = 100;

    private const int ReadAtOnce = 500;

    /// <inheritdoc />
    public async Task<AuditPage> QueryAsync(AuditQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        var (where, parameters) = AuditConditions.Build(query, database.Dialect);
        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        parameters.Add("limit", limit);
        parameters.Add("offset", (Math.Max(query.Page, 1) - 1L) * limit);

        await using var connection = await database.OpenReaderAsync(cancellationToken);
        var total = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            $"SELECT count(*) FROM (SELECT 1 FROM audit{where} LIMIT {CountLimit}) AS matches", parameters, cancellationToken: cancellationToken));

        // By time and then by sequence: both come out of the time index in this order, so a page stops after its last row
        // whatever the filter. Sequence alone would follow the moment of storing, which differs from "newest" by a batch.
        var items = await ReadAsync(
            connection,
            new CommandDefinition(
                $"SELECT {AuditColumns.List} FROM audit{where} ORDER BY time DESC, sequence DESC LIMIT @limit OFFSET @offset",
                parameters,
                cancellationToken: cancellationToken));
        return new AuditPage(items, total);
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredAuditEntry> ReadAsync(AuditQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // In portions, each on its own: one long read would keep SQLite from ever emptying its write-ahead log.
        for (IReadOnlyList<StoredAuditEntry>? items = null; items is null || items.Count == ReadAtOnce;)
        {
            var (where, parameters) = AuditConditions.Build(query, database.Dialect);
            await using (var connection = await database.OpenReaderAsync(cancellationToken))
            {
                items = await ReadAsync(
                    connection,
                    new CommandDefinition($"SELECT {AuditColumns.List} FROM audit{where} ORDER BY sequence LIMIT {ReadAtOnce}", parameters, cancellationToken: cancellationToken));
            }

            foreach (var item in items)
            {
                yield return item;
            }

            query = items.Count == 0 ? query : query with { FirstSequence = items[^1].Sequence + 1 };
        }
    }

    /// <inheritdoc />
    public async Task<StoredAuditEntry?> FindExchangeAsync(string requestId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(cancellationToken);
        var items = await ReadAsync(
            connection,
            new CommandDefinition(
                $"SELECT {AuditColumns.List} FROM audit WHERE request_id = @requestId AND kind IS NOT NULL ORDER BY sequence LIMIT 1",
                new { requestId = StoredText.Clean(requestId) },
                cancellationToken: cancellationToken));
        return items.Count == 0 ? null : items[0];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<CategoryCount>> CountCategoriesAsync(DateTimeOffset from, string? proxyId, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenReaderAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Category, long Count)>(new CommandDefinition(
            "SELECT top_category, count(*) FROM audit WHERE top_category IS NOT NULL AND time >= @start AND (@proxyId = '' OR resource_id = @proxyId) "
            + "GROUP BY top_category ORDER BY count(*) DESC, top_category",
            new { start = StoredTime.ToMicroseconds(from), proxyId = proxyId ?? "" },
            cancellationToken: cancellationToken));
        return [.. rows.Select(row => new CategoryCount(row.Category, row.Count))];
    }

    /// <inheritdoc />
    public async Task<AuditVerification> VerifyAsync(AuditAnchor? anchor, AuditPublicKeys? keys, CancellationToken cancellationToken)
    {
        var begin = database.Dialect == DatabaseDialect.Sqlite ? "BEGIN TRANSACTION" : "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        try
        {
            await using var connection = await database.OpenReaderAsync(cancellationToken);
            // One transaction, so that the records and their heads are of the same moment.
            await connection.ExecuteAsync(new CommandDefinition(begin, cancellationToken: cancellationToken));
            try
            {
                return await TrailVerifier.RunAsync(new DatabaseTrail(connection, database.Dialect), anchor, keys, cancellationToken);
            }
            finally
            {
                await connection.ExecuteAsync("ROLLBACK");
            }
        }
        catch (DbException exception)
        {
            // The command line shows this to people and knows no database.
            throw new StorageUnavailableException(exception.Message, exception);
        }
    }

    private static async Task<IReadOnlyList<StoredAuditEntry>> ReadAsync(DbConnection connection, CommandDefinition command)
    {
        List<StoredAuditEntry> items = [];
        await using var rows = await connection.ExecuteReaderAsync(command);
        while (await rows.ReadAsync(command.CancellationToken))
        {
            items.Add(AuditRowReader.ReadStored(rows));
        }

        return items;
    }
}
