using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Logging;
using Sallyport.Storage.Databases;

namespace Sallyport.Storage.Migrations;

/// <summary>
/// Brings the schema forward when the gateway starts. All missing steps run in one transaction under a lock: another process
/// either sees the old schema or the new one. There is no way back but the backup.
/// </summary>
internal sealed partial class DatabaseMigrator(IDatabase database, IReadOnlyList<Migration> migrations, TimeProvider clock, ILogger<DatabaseMigrator> logger)
{
    private const string CreateHistory = """
        CREATE TABLE IF NOT EXISTS schema_migration (
          version bigint NOT NULL PRIMARY KEY, name text NOT NULL, checksum text NOT NULL, applied_at bigint NOT NULL)
        """;

    /// <summary>
    /// Applies what is missing and returns how many steps that were. Throws <see cref="SchemaMismatchException"/> when the
    /// database is newer than the program or was made by other scripts.
    /// </summary>
    public async Task<int> MigrateAsync(CancellationToken cancellationToken)
    {
        database.Prepare();
        await using var connection = await database.OpenOwnerAsync(cancellationToken);

        // A look without the lock: only an upgrade needs a backup, and SQLite cannot copy itself inside a transaction.
        var before = await ReadHistoryAsync(connection, cancellationToken);
        if (FindMissing(before).Count == 0)
        {
            return 0;
        }

        if (before.Count > 0)
        {
            await BackUpAsync(connection, before[^1].Version, cancellationToken);
        }

        await database.BeginMigrationAsync(connection, cancellationToken);
        try
        {
            // Read again: another process may have migrated while this one waited for the lock.
            var missing = FindMissing(await ReadHistoryAsync(connection, cancellationToken));
            await ApplyAsync(connection, missing, cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition("COMMIT", cancellationToken: cancellationToken));
            return missing.Count;
        }
        catch
        {
            await connection.ExecuteAsync("ROLLBACK");
            throw;
        }
    }

    private async Task<IReadOnlyList<AppliedMigration>> ReadHistoryAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var exists = database.Dialect == DatabaseDialect.Sqlite
            ? "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migration'"
            : "SELECT count(*) FROM pg_class WHERE oid = to_regclass('schema_migration')";
        if (await connection.ExecuteScalarAsync<long>(new CommandDefinition(exists, cancellationToken: cancellationToken)) == 0)
        {
            return [];
        }

        var rows = await connection.QueryAsync<AppliedMigration>(new CommandDefinition(
            "SELECT version, name, checksum FROM schema_migration ORDER BY version", cancellationToken: cancellationToken));
        return [.. rows];
    }

    private IReadOnlyList<Migration> FindMissing(IReadOnlyList<AppliedMigration> applied)
    {
        foreach (var step in applied)
        {
            var known = migrations.FirstOrDefault(migration => migration.Version == step.Version)
                ?? throw new SchemaMismatchException(
                    $"The database {database.Location} has schema version {applied[^1].Version}, this program knows up to {migrations[^1].Version}. Start the newer program, or restore the backup made before the upgrade.");
            if (known.Checksum != step.Checksum)
            {
                throw new SchemaMismatchException(
                    $"Migration {step.Version} ({step.Name}) of the database {database.Location} was made by another script than this program's (checksum {step.Checksum[..8]}…, expected {known.Checksum[..8]}…). Start the program that made it, or restore a backup.");
            }
        }

        return [.. migrations.Where(migration => applied.All(step => step.Version != migration.Version))];
    }

    private async Task BackUpAsync(DbConnection connection, long version, CancellationToken cancellationToken)
    {
        if (await database.BackUpAsync(connection, $"v{version}", cancellationToken) is { } copy)
        {
            Log.BackedUp(logger, copy);
            return;
        }

        // A consistent copy of a server database is a matter of pg_dump or the server's own archive, not of its clients.
        Log.BackupIsTheOperators(logger, database.Location);
    }

    private async Task ApplyAsync(DbConnection connection, IReadOnlyList<Migration> missing, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(CreateHistory, cancellationToken: cancellationToken));
        foreach (var migration in missing)
        {
            await connection.ExecuteAsync(new CommandDefinition(database.Adapt(migration.Script), cancellationToken: cancellationToken));
            await connection.ExecuteAsync(new CommandDefinition(
                "INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (@Version, @Name, @Checksum, @AppliedAt)",
                new { migration.Version, migration.Name, migration.Checksum, AppliedAt = StoredTime.ToMicroseconds(clock.GetUtcNow()) },
                cancellationToken: cancellationToken));
            Log.Applied(logger, migration.Version, migration.Name, database.Location);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5000, LogLevel.Information, "Applied migration {Version} ({Name}) to {Location}")]
        public static partial void Applied(ILogger logger, long version, string name, string location);

        [LoggerMessage(5001, LogLevel.Information, "Copied the database to {Path} before the upgrade")]
        public static partial void BackedUp(ILogger logger, string path);

        [LoggerMessage(5002, LogLevel.Warning, "Upgrading {Location}: the gateway does not copy PostgreSQL databases; keep a pg_dump or server backup of your own")]
        public static partial void BackupIsTheOperators(ILogger logger, string location);
    }
}
