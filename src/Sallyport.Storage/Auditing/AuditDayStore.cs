using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Signing;
using Sallyport.Core.Auditing;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Auditing;

/// <summary>Days, signatures and keys in the database.</summary>
internal sealed class AuditDayStore(DatabaseReader reader, DatabaseWriter writer) : IAuditDayStore
{
    private const string FindOpen = """
        SELECT day, day_first AS first_sequence, sequence AS last_sequence, day_previous AS previous_hash, hash
        FROM audit_head WHERE day > 0 AND sequence >= day_first
        """;

    private const string SignDay = """
        UPDATE audit_day SET key_id = @KeyId, signed_at = @SignedAt, signature = @Signature
        WHERE day = @Day AND hash = @Hash AND signature IS NULL
        """;

    private const string SignOpenDay = """
        INSERT INTO audit_checkpoint (id, day, first_sequence, last_sequence, previous_hash, hash, key_id, signed_at, signature)
        VALUES (1, @Day, @FirstSequence, @LastSequence, @PreviousHash, @Hash, @KeyId, @SignedAt, @Signature)
        ON CONFLICT (id) DO UPDATE SET day = @Day, first_sequence = @FirstSequence, last_sequence = @LastSequence, previous_hash = @PreviousHash,
          hash = @Hash, key_id = @KeyId, signed_at = @SignedAt, signature = @Signature
        WHERE audit_checkpoint.last_sequence < @LastSequence
        """;

    private const string AddKey = """
        INSERT INTO audit_key (id, public_key, master_key_id, envelope, created_at)
        SELECT @Id, @PublicKey, @MasterKeyId, @Envelope, @CreatedAt WHERE NOT EXISTS (SELECT 1 FROM audit_key WHERE retired_at IS NULL)
        """;

    private const string Contains = """
        SELECT count(*) FROM (
          SELECT 1 FROM audit WHERE sequence = @sequence AND hash = @hash
          UNION ALL SELECT 1 FROM audit_gap WHERE first_sequence <= @sequence AND last_sequence >= @sequence) AS found
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<AuditDay>> ListClosedAsync(CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<DayRow>("SELECT * FROM audit_day ORDER BY day", null, cancellationToken);
        return [.. rows.Select(row => row.ToDay(isClosed: true))];
    }

    /// <inheritdoc />
    public async Task<AuditDay?> FindOpenAsync(CancellationToken cancellationToken) =>
        (await reader.FindAsync<DayRow>(FindOpen, new { }, cancellationToken))?.ToDay(isClosed: false);

    /// <inheritdoc />
    public async Task<AuditDay?> FindCheckpointAsync(CancellationToken cancellationToken) =>
        (await reader.FindAsync<DayRow>("SELECT * FROM audit_checkpoint", new { }, cancellationToken))?.ToDay(isClosed: false);

    /// <inheritdoc />
    public Task CloseAsync(CancellationToken cancellationToken) =>
        // Any transaction of the writer crosses the border when it is due.
        writer.ExecuteAsync(_ => Task.FromResult(true), [], isConfigurationChange: false, cancellationToken);

    /// <inheritdoc />
    public async Task<bool> ContainsAsync(long sequence, string hash, CancellationToken cancellationToken) =>
        (await reader.ListAsync<long>(Contains, new { sequence, hash = Convert.FromHexString(hash) }, cancellationToken))[0] > 0;

    /// <inheritdoc />
    public Task<bool> SignAsync(AuditDay day, IReadOnlyList<AuditEntry> audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        work => work.TryExecuteAsync(day.IsClosed ? SignDay : SignOpenDay, DayRow.From(day)), audit, isConfigurationChange: false, cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<AuditSigningKey>> ListKeysAsync(CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<SigningKeyRow>(
            "SELECT id, public_key, master_key_id, envelope, created_at, retired_at FROM audit_key ORDER BY created_at, id", null, cancellationToken);
        return [.. rows.Select(row => row.ToKey())];
    }

    /// <inheritdoc />
    public Task<bool> AddKeyAsync(AuditSigningKey key, string? retired, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            await work.ExecuteAsync("UPDATE audit_key SET retired_at = @now WHERE id = @retired AND retired_at IS NULL", new { now = StoredTime.ToMicroseconds(key.CreatedAt), retired });
            return await work.TryExecuteAsync(AddKey, SigningKeyRow.From(key));
        },
        audit,
        isConfigurationChange: false,
        cancellationToken);
}
