using System.Globalization;
using Dapper;
using Npgsql;
using Sallyport.Core.Auditing;
using Sallyport.Storage.Auditing;
using Sallyport.Storage.Changes;

namespace Sallyport.Storage.Writing;

/// <summary>
/// Writes to PostgreSQL. The row of <c>audit_head</c> is locked first: gateways on one database take turns, so the chain has no
/// forks and no gaps. As on SQLite, batches of exchanges alone do not wait for the disk (synchronous_commit = off): a crash of
/// the server can take their last moments, never the order or the chain; management changes do wait.
/// </summary>
internal sealed class PostgreSqlWriteSession(NpgsqlConnection connection, string origin) : IWriteSession
{
    private const string Savepoint = "command";
    private const string LockHead = "SELECT sequence, hash FROM audit_head FOR UPDATE";

    private readonly PostgreSqlAuditCopy _copy = new(connection);
    private NpgsqlTransaction? _transaction;

    /// <inheritdoc />
    public DatabaseWork Work { get; } = new(connection);

    /// <inheritdoc />
    public async Task<ChainHead> BeginAsync(bool isDurable, CancellationToken cancellationToken)
    {
        // Left over when the batch before failed; disposing rolls back.
        await DisposeTransactionAsync();
        _transaction = await connection.BeginTransactionAsync(cancellationToken);
        return await connection.QuerySingleAsync<ChainHead>(isDurable ? LockHead : "SET LOCAL synchronous_commit = off; " + LockHead);
    }

    /// <inheritdoc />
    public Task SaveAsync(CancellationToken cancellationToken) => Transaction.SaveAsync(Savepoint, cancellationToken);

    /// <inheritdoc />
    public Task ReleaseAsync(CancellationToken cancellationToken) => Transaction.ReleaseAsync(Savepoint, cancellationToken);

    /// <inheritdoc />
    public Task RollBackToSaveAsync(CancellationToken cancellationToken) => Transaction.RollbackAsync(Savepoint, cancellationToken);

    /// <inheritdoc />
    public async Task<ChainHead> AppendAsync(IReadOnlyList<AuditEntry> entries, ChainHead head, CancellationToken cancellationToken)
    {
        var end = await _copy.RunAsync(entries, head, cancellationToken);
        await connection.ExecuteAsync("UPDATE audit_head SET sequence = @Sequence, hash = @Hash", end);
        return end;
    }

    /// <inheritdoc />
    public Task AnnounceAsync(long sequence, CancellationToken cancellationToken) => connection.ExecuteAsync(
        "SELECT pg_notify(@Channel, @Payload)",
        new { PostgreSqlChangeListener.Channel, Payload = string.Create(CultureInfo.InvariantCulture, $"{origin}:{sequence}") });

    /// <inheritdoc />
    public async Task CommitAsync(CancellationToken cancellationToken)
    {
        await Transaction.CommitAsync(cancellationToken);
        await DisposeTransactionAsync();
    }

    /// <inheritdoc />
    public async Task<bool> HasStoredAsync(ChainHead head, CancellationToken cancellationToken) =>
        await connection.ExecuteScalarAsync<long>("SELECT count(*) FROM audit WHERE sequence = @Sequence AND hash = @Hash", head) > 0;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await DisposeTransactionAsync();
        await connection.DisposeAsync();
    }

    private NpgsqlTransaction Transaction => _transaction ?? throw new InvalidOperationException("No transaction was begun.");

    private async ValueTask DisposeTransactionAsync()
    {
        if (_transaction is { } transaction)
        {
            _transaction = null;
            await transaction.DisposeAsync();
        }
    }
}
