using Dapper;
using Microsoft.Data.Sqlite;
using Sallyport.Core.Auditing;
using Sallyport.Storage.Auditing;
using SQLitePCL;

namespace Sallyport.Storage.Writing;

/// <summary>
/// Writes to SQLite. What a crash can take:
/// <list type="bullet">
/// <item>kill -9 of the gateway: nothing that was committed, at most the batch being gathered (about 50 ms).</item>
/// <item>Power loss: management changes are synced before they are acknowledged (synchronous = FULL) and lose nothing. Batches
/// of exchanges alone are not synced one by one (NORMAL): the newest ones since the last management change or checkpoint may be
/// gone. What is left is a whole prefix: the chain still verifies, nothing is corrupt.</item>
/// </list>
/// One connection changes its mode between transactions; a second one would have to wait for the first one's lock anyway.
/// </summary>
internal sealed class SqliteWriteSession : IWriteSession
{
    private const string Begin = "BEGIN IMMEDIATE";
    private const string Commit = "COMMIT";
    private const string SyncAlways = "PRAGMA synchronous = FULL";
    private const string SyncAtCheckpoint = "PRAGMA synchronous = NORMAL";

    private readonly SqliteConnection _connection;
    private readonly SqliteAuditInsert _insert;
    private bool? _isDurable;

    /// <summary>Takes over an open connection.</summary>
    public SqliteWriteSession(SqliteConnection connection)
    {
        _connection = connection;
        _insert = new SqliteAuditInsert(connection);
        Work = new DatabaseWork(connection);
    }

    /// <inheritdoc />
    public DatabaseWork Work { get; }

    /// <inheritdoc />
    public async Task<ChainHead> BeginAsync(bool isDurable, CancellationToken cancellationToken)
    {
        if (_isDurable != isDurable)
        {
            Run(isDurable ? SyncAlways : SyncAtCheckpoint);
            _isDurable = isDurable;
        }

        // IMMEDIATE takes the write lock now: the chain's end cannot move between reading and appending, even when the
        // command line writes at the same time.
        Run(Begin);
        return await _connection.QuerySingleAsync<ChainHead>("SELECT sequence, hash FROM audit_head");
    }

    /// <inheritdoc />
    public Task SaveAsync(CancellationToken cancellationToken) => _connection.ExecuteAsync("SAVEPOINT command");

    /// <inheritdoc />
    public Task ReleaseAsync(CancellationToken cancellationToken) => _connection.ExecuteAsync("RELEASE command");

    /// <inheritdoc />
    public Task RollBackToSaveAsync(CancellationToken cancellationToken) =>
        _connection.ExecuteAsync("ROLLBACK TO command; RELEASE command");

    /// <inheritdoc />
    public async Task<ChainHead> AppendAsync(IReadOnlyList<AuditEntry> entries, ChainHead head, CancellationToken cancellationToken)
    {
        var end = _insert.Run(entries, head);
        await _connection.ExecuteAsync("UPDATE audit_head SET sequence = @Sequence, hash = @Hash", end);
        return end;
    }

    /// <inheritdoc />
    public Task AnnounceAsync(long sequence, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task CommitAsync(CancellationToken cancellationToken)
    {
        Run(Commit);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public async Task<bool> HasStoredAsync(ChainHead head, CancellationToken cancellationToken) =>
        await _connection.ExecuteScalarAsync<long>("SELECT count(*) FROM audit WHERE sequence = @Sequence AND hash = @Hash", head) > 0;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _insert.Dispose();
        await _connection.DisposeAsync();
    }

    private void Run(string statement)
    {
        // Past the command objects: these run for every batch.
        var result = raw.sqlite3_exec(_connection.Handle, statement, null, null, out _);
        SqliteException.ThrowExceptionForRC(result, _connection.Handle);
    }
}
