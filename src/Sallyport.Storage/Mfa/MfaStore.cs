using Sallyport.Core.Auditing;
using Sallyport.Identity.Mfa;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Mfa;

/// <summary>
/// Second factors in the database. What is used up is used up by the statement that finds it: of two who show the same code at once, one is let in.
/// </summary>
internal sealed class MfaStore(DatabaseReader reader, DatabaseWriter writer) : IMfaStore
{
    private const string Columns = "user_id, key_id, envelope, created_at, confirmed_at, last_step";

    private const string Begin = $"""
        INSERT INTO totp ({Columns}) VALUES (@UserId, @KeyId, @Envelope, @CreatedAt, NULL, 0)
        ON CONFLICT (user_id) DO UPDATE SET key_id = excluded.key_id, envelope = excluded.envelope, created_at = excluded.created_at
        WHERE totp.confirmed_at IS NULL
        """;

    // The secret that was confirmed is the one that is stored: another one may have been begun in between.
    private const string Confirm = """
        UPDATE totp SET confirmed_at = @ConfirmedAt, last_step = @LastStep
        WHERE user_id = @UserId AND confirmed_at IS NULL AND envelope = @Envelope
        """;

    private const string Abandon = "DELETE FROM totp WHERE user_id = @UserId AND confirmed_at IS NULL AND envelope = @Envelope";

    private const string SpendStep = "UPDATE totp SET last_step = @step WHERE user_id = @userId AND confirmed_at IS NOT NULL AND last_step < @step";

    /// <inheritdoc />
    public async Task<StoredTotp?> FindAsync(string userId, CancellationToken cancellationToken) =>
        (await reader.FindAsync<TotpRow>($"SELECT {Columns} FROM totp WHERE user_id = @userId", new { userId }, cancellationToken))?.ToTotp();

    /// <inheritdoc />
    public Task<bool> BeginAsync(StoredTotp totp, AuditEntry audit, CancellationToken cancellationToken) =>
        writer.ExecuteAsync(work => work.TryExecuteAsync(Begin, TotpRow.From(totp)), audit, isConfigurationChange: false, cancellationToken);

    /// <inheritdoc />
    public Task<bool> ConfirmAsync(StoredTotp totp, IReadOnlyList<byte[]> codeHashes, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            if (!await work.TryExecuteAsync(Confirm, TotpRow.From(totp)))
            {
                return false;
            }

            await ReplaceAsync(work, totp.UserId, codeHashes);
            return true;
        },
        audit,
        isConfigurationChange: true,
        cancellationToken);

    /// <inheritdoc />
    public Task<bool> AbandonAsync(StoredTotp totp, AuditEntry audit, CancellationToken cancellationToken) =>
        writer.ExecuteAsync(work => work.TryExecuteAsync(Abandon, TotpRow.From(totp)), audit, isConfigurationChange: false, cancellationToken);

    /// <inheritdoc />
    public Task<bool> SpendStepAsync(string userId, long step, CancellationToken cancellationToken) =>
        writer.ExecuteAsync(work => work.TryExecuteAsync(SpendStep, new { userId, step }), [], isConfigurationChange: false, cancellationToken);

    /// <inheritdoc />
    public Task<bool> SpendCodeAsync(string userId, ReadOnlyMemory<byte> codeHash, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        work => work.TryExecuteAsync("DELETE FROM recovery_code WHERE user_id = @userId AND code_hash = @hash", new { userId, hash = codeHash.ToArray() }),
        audit,
        isConfigurationChange: false,
        cancellationToken);

    /// <inheritdoc />
    public Task<bool> ReplaceCodesAsync(string userId, IReadOnlyList<byte[]> codeHashes, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            // Touches the row, so that a removal at the same time is seen.
            if (!await work.TryExecuteAsync("UPDATE totp SET last_step = last_step WHERE user_id = @userId AND confirmed_at IS NOT NULL", new { userId }))
            {
                return false;
            }

            await ReplaceAsync(work, userId, codeHashes);
            return true;
        },
        audit,
        isConfigurationChange: false,
        cancellationToken);

    /// <inheritdoc />
    public async Task<int> CountCodesAsync(string userId, CancellationToken cancellationToken) =>
        (await reader.ListAsync<byte[]>("SELECT code_hash FROM recovery_code WHERE user_id = @userId", new { userId }, cancellationToken)).Count;

    /// <inheritdoc />
    public Task<bool> RemoveAsync(string userId, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            await work.ExecuteAsync("DELETE FROM recovery_code WHERE user_id = @userId", new { userId });
            return await work.TryExecuteAsync("DELETE FROM totp WHERE user_id = @userId", new { userId });
        },
        audit,
        isConfigurationChange: true,
        cancellationToken);

    private static async Task ReplaceAsync(DatabaseWork work, string userId, IReadOnlyList<byte[]> codeHashes)
    {
        await work.ExecuteAsync("DELETE FROM recovery_code WHERE user_id = @userId", new { userId });
        foreach (var hash in codeHashes)
        {
            await work.ExecuteAsync("INSERT INTO recovery_code (user_id, code_hash) VALUES (@userId, @hash)", new { userId, hash });
        }
    }
}
