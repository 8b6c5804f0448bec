using System.Data.Common;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Databases;

/// <summary>
/// The seam between the stores and a database. Statements are written once in the SQL both understand; only what they cannot
/// share lives behind this.
/// </summary>
internal interface IDatabase
{
    /// <summary>Which database it is.</summary>
    DatabaseDialect Dialect { get; }

    /// <summary>Where it is, for people: a path, or host, port and name. Never a password.</summary>
    string Location { get; }

    /// <summary>Prepares the place (folder, file, modes). Called once before anything is opened.</summary>
    void Prepare();

    /// <summary>An open connection that only reads, from a pool.</summary>
    Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken);

    /// <summary>An open connection for migrations, not pooled.</summary>
    Task<DbConnection> OpenOwnerAsync(CancellationToken cancellationToken);

    /// <summary>The connection all writes go through.</summary>
    Task<IWriteSession> OpenWriterAsync(CancellationToken cancellationToken);

    /// <summary>The engine's version.</summary>
    Task<string> ReadVersionAsync(CancellationToken cancellationToken);

    /// <summary>Makes a migration script fit the engine that runs it.</summary>
    string Adapt(string script);

    /// <summary>Keeps other processes from migrating at the same time, until the transaction ends.</summary>
    Task BeginMigrationAsync(DbConnection connection, CancellationToken cancellationToken);

    /// <summary>Copies the database aside before an upgrade. Returns the copy's path, or null when that is the operator's task.</summary>
    Task<string?> BackUpAsync(DbConnection connection, string label, CancellationToken cancellationToken);
}
