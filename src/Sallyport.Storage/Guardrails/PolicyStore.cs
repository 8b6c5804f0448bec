using System.Data.Common;
using Sallyport.Controls.Guardrails;
using Sallyport.Core.Auditing;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Guardrails;

/// <summary>Operators' policies in the database: every version in <c>policy_version</c>, which of them are in force in <c>policy</c>.</summary>
internal sealed class PolicyStore(DatabaseReader reader, DatabaseWriter writer) : IPolicyStore
{
    private const int MaxVersions = 200;

    // Numbers go on after a removal, so that no two versions of one name are ever the same.
    private const string InsertVersion = """
        INSERT INTO policy_version (name, version, json, updated_at, saved_by, comment)
        SELECT @Name, COALESCE(MAX(version), 0) + 1, @Json, @UpdatedAt, @SavedBy, @Comment FROM policy_version WHERE name = @Name
        """;

    private const string Upsert = """
        INSERT INTO policy (name, json, updated_at) VALUES (@Name, @Json, @UpdatedAt)
        ON CONFLICT (name) DO UPDATE SET json = excluded.json, updated_at = excluded.updated_at
        """;

    private const string Newest = """
        SELECT policy.name, newest.version, policy.json, policy.updated_at, newest.saved_by, newest.comment
        FROM policy JOIN policy_version newest ON newest.name = policy.name
          AND newest.version = (SELECT MAX(version) FROM policy_version WHERE name = policy.name)
        ORDER BY policy.name
        """;

    // Touches the row only where its newest version is the expected one.
    private const string TouchExpected = "UPDATE policy SET name = name WHERE name = @name AND (SELECT MAX(version) FROM policy_version WHERE name = @name) = @expected";

    /// <inheritdoc />
    public async Task<IReadOnlyList<StoredPolicy>> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            var rows = await reader.ListAsync<PolicyRow>(Newest, null, cancellationToken);
            return [.. rows.Select(row => row.ToPolicy())];
        }
        catch (DbException exception)
        {
            // The command line shows this to people and knows no database.
            throw new StorageUnavailableException(exception.Message, exception);
        }
    }

    /// <inheritdoc />
    public Task<bool> SaveAsync(StoredPolicy policy, long? expected, AuditEntry audit, CancellationToken cancellationToken)
    {
        var row = PolicyRow.From(policy);
        return writer.ExecuteAsync(
            async work =>
            {
                if (expected is { } version && !await work.TryExecuteAsync(TouchExpected, new { name = row.Name, expected = version }))
                {
                    return false;
                }

                await work.ExecuteAsync(InsertVersion, row);
                return await work.TryExecuteAsync(Upsert, row);
            },
            audit,
            isConfigurationChange: true,
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<bool> DeleteAsync(string name, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        work => work.TryExecuteAsync("DELETE FROM policy WHERE name = @name", new { name }), audit, isConfigurationChange: true, cancellationToken);

    /// <inheritdoc />
    public async Task<IReadOnlyList<StoredPolicy>> ListVersionsAsync(string name, CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<PolicyRow>(
            "SELECT name, version, '' AS json, updated_at, saved_by, comment FROM policy_version WHERE name = @name ORDER BY version DESC LIMIT @most",
            new { name, most = MaxVersions },
            cancellationToken);
        return [.. rows.Select(row => row.ToPolicy())];
    }

    /// <inheritdoc />
    public async Task<StoredPolicy?> FindVersionAsync(string name, long version, CancellationToken cancellationToken)
    {
        var row = await reader.FindAsync<PolicyRow>(
            "SELECT name, version, json, updated_at, saved_by, comment FROM policy_version WHERE name = @name AND version = @version",
            new { name, version },
            cancellationToken);
        return row?.ToPolicy();
    }
}
