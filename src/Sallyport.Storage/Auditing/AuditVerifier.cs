using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Sallyport.Controls.Audit;
using Sallyport.Controls.Audit.Signing;
using Sallyport.Storage.Databases;

namespace Sallyport.Storage.Auditing;

/// <summary>Verifies an audit trail without a running gateway: a SQLite file (the database itself, a backup, or a copy) or an export of whole days.</summary>
public static class AuditVerifier
{
    /// <summary>
    /// Opens the file for reading, recomputes the chain and compares it with the anchor and the public keys, when they are given. Throws <see cref="FileNotFoundException"/> when there is no such
    /// file and <see cref="SchemaMismatchException"/> when it is neither a gateway's database nor such an export.
    /// </summary>
    public static async Task<AuditVerification> VerifyFileAsync(string path, AuditAnchor? anchor, AuditPublicKeys? keys, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file {path}.", path);
        }

        if (!await IsDatabaseAsync(path, cancellationToken))
        {
            return await VerifyExportAsync(path, anchor, keys, cancellationToken);
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

    private static async Task<AuditVerification> VerifyExportAsync(string path, AuditAnchor? anchor, AuditPublicKeys? keys, CancellationToken cancellationToken)
    {
        try
        {
            return await TrailVerifier.RunAsync(new ExportTrail(path), anchor, keys, cancellationToken);
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new SchemaMismatchException($"{path} is neither a gateway's database nor an export of its trail: {exception.Message}", exception);
        }
    }

    // An export begins with a brace; anything else is left to the database to judge.
    private static async Task<bool> IsDatabaseAsync(string path, CancellationToken cancellationToken)
    {
        var first = new byte[1];
        await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return await stream.ReadAsync(first, cancellationToken) == 0 || first[0] != (byte)'{';
    }
}
