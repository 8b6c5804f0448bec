using Sallyport.Controls.Guardrails;
using Sallyport.Core.Auditing;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Guardrails;

/// <summary>Operators' policies in the database.</summary>
internal sealed class PolicyStore(DatabaseReader reader, DatabaseWriter writer) : IPolicyStore
{
    private const string Upsert = """
        INSERT INTO policy (name, json, updated_at) VALUES (@Name, @Json, @UpdatedAt)
        ON CONFLICT (name) DO UPDATE SET json = excluded.json, updated_at = excluded.updated_at
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<StoredPolicy>> ListAsync(CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<PolicyRow>("SELECT name, json, updated_at FROM policy ORDER BY name", null, cancellationToken);
        return [.. rows.Select(row => new StoredPolicy(row.Name, row.Json, StoredTime.FromMicroseconds(row.UpdatedAt)))];
    }

    /// <inheritdoc />
    public Task SaveAsync(StoredPolicy policy, AuditEntry audit, CancellationToken cancellationToken)
    {
        var row = new PolicyRow { Name = policy.Name, Json = policy.Json, UpdatedAt = StoredTime.ToMicroseconds(policy.UpdatedAt) };
        return writer.ExecuteAsync(work => work.TryExecuteAsync(Upsert, row), audit, isConfigurationChange: true, cancellationToken);
    }

    /// <inheritdoc />
    public Task<bool> DeleteAsync(string name, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        work => work.TryExecuteAsync("DELETE FROM policy WHERE name = @name", new { name }), audit, isConfigurationChange: true, cancellationToken);
}
