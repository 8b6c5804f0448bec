using Dapper;
using Microsoft.Data.Sqlite;
using Sallyport.Controls.Audit;
using Sallyport.Controls.Audit.Days;
using Sallyport.Storage.Databases;

namespace Sallyport.Storage.Auditing;

/// <summary>Verifies the audit trail of a SQLite file without a running gateway: the database itself, a backup, or a copy.</summary>
public static class AuditVerifier
{
    /// <summary>
    /// Opens the file for reading, recomputes the chain and compares it with the anchor and the public keys, when they are given. Throws <see cref="FileNotFoundException"/> when there is no such
    /// file and <see cref="SchemaMismatchException"/> when it is not a gateway's database.
    /// </summary>
    public static async Task<AuditVerification> VerifyFileAsync(string path, AuditAnchor? anchor, AuditPublicKeys? keys, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file {path}.", path);
        }

        SqliteNative.Initialise();
        var address = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
        await using var connection = new SqliteConnection(address.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            await connection.ExecuteAsync(new CommandDefinition("BEGIN TRANSACTION", cancellationToken: cancellationToken));
            return await TrailVerifier.RunAsync(new DatabaseTrail(connection, DatabaseDialect.Sqlite), anchor, keys, cancellationToken);
        }
        catch (SqliteException exception)
        {
            throw new SchemaMismatchException($"{path} cannot be read as a gateway's database: {exception.Message}", exception);
        }
    }
}
