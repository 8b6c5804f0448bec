using Sallyport.Core.Auditing;
using Sallyport.Identity.Tokens;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Tokens;

/// <summary>Signing keys in the database.</summary>
internal sealed class SigningKeyStore(DatabaseReader reader, DatabaseWriter writer) : ISigningKeyStore
{
    private const string Columns = "id, algorithm, public_key, key_id, envelope, created_at, signs_from";

    /// <inheritdoc />
    public async Task<IReadOnlyList<SigningKey>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<SigningKeyRow>($"SELECT {Columns} FROM signing_key ORDER BY signs_from, id", null, cancellationToken);
        return [.. rows.Select(row => row.ToKey())];
    }

    /// <inheritdoc />
    public Task InsertAsync(SigningKey key, IReadOnlyList<string> removed, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            foreach (var id in removed)
            {
                await work.ExecuteAsync("DELETE FROM signing_key WHERE id = @id", new { id });
            }

            return await work.TryExecuteAsync(
                $"INSERT INTO signing_key ({Columns}) VALUES (@Id, @Algorithm, @PublicKey, @KeyId, @Envelope, @CreatedAt, @SignsFrom)", SigningKeyRow.From(key));
        },
        audit,
        isConfigurationChange: true,
        cancellationToken);
}
