using Sallyport.Core.Auditing;
using Sallyport.Core.Settings;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Settings;

/// <summary>Settings in the database.</summary>
internal sealed class SettingsStore(DatabaseReader reader, DatabaseWriter writer) : ISettingsStore
{
    /// <inheritdoc />
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<SettingRow>("SELECT name, value FROM setting", null, cancellationToken);
        return rows.ToDictionary(row => row.Name, row => row.Value, StringComparer.Ordinal);
    }

    /// <inheritdoc />
    public Task WriteAsync(IReadOnlyDictionary<string, string?> values, AuditEntry audit, CancellationToken cancellationToken) => writer.ExecuteAsync(
        async work =>
        {
            foreach (var (name, value) in values)
            {
                await (value is null
                    ? work.ExecuteAsync("DELETE FROM setting WHERE name = @name", new { name })
                    : work.ExecuteAsync(
                        "INSERT INTO setting (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                        new { name, value }));
            }

            return true;
        },
        audit,
        isConfigurationChange: true,
        cancellationToken);
}
