using System.Data.Common;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Databases;

/// <summary>
/// One SQLite file in write-ahead mode: readers never wait for the writer. The file is made with mode 0600, and SQLite gives
/// its companions (<c>-wal</c>, <c>-shm</c>) the same mode.
/// </summary>
internal sealed class SqliteDatabase(string path, string dataDirectory, TimeProvider clock) : IDatabase
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Another process (the command line, a second gateway) may hold the write lock this long before we give up.</summary>
    private const int BusyTimeoutSeconds = 5;

    /// <inheritdoc />
    public DatabaseDialect Dialect => DatabaseDialect.Sqlite;

    /// <inheritdoc />
    public string Location => path;

    /// <inheritdoc />
    public void Prepare()
    {
        SqliteNative.Initialise();
        CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path)));
        CreateOwnerFile(path);
    }

    /// <inheritdoc />
    public async Task<DbConnection> OpenReaderAsync(CancellationToken cancellationToken)
    {
        // SQLite works on the calling thread, whatever the method's name says, and that may be the one that polls the sockets.
        await Task.Yield();
        SqliteNative.Initialise();
        return await OpenAsync(SqliteOpenMode.ReadOnly, isPooled: true, cancellationToken);
    }

    /// <inheritdoc />
    public async Task<DbConnection> OpenOwnerAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(SqliteOpenMode.ReadWrite, isPooled: false, cancellationToken);
        await connection.ExecuteAsync("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
        return connection;
    }

    /// <inheritdoc />
    public async Task<IWriteSession> OpenWriterAsync(CancellationToken cancellationToken)
    {
        var connection = (SqliteConnection)await OpenOwnerAsync(cancellationToken);
        return new SqliteWriteSession(connection);
    }

    /// <inheritdoc />
    public Task<string> ReadVersionAsync(CancellationToken cancellationToken) => Task.FromResult(SqliteNative.Version);

    /// <inheritdoc />
    public string Adapt(string script) => SqliteNative.HasStrictTables
        ? script
        : script.Replace(") WITHOUT ROWID, STRICT;", ") WITHOUT ROWID;", StringComparison.Ordinal).Replace(") STRICT;", ");", StringComparison.Ordinal);

    /// <inheritdoc />
    public Task BeginMigrationAsync(DbConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(new CommandDefinition("BEGIN IMMEDIATE", cancellationToken: cancellationToken));

    /// <inheritdoc />
    public async Task<string?> BackUpAsync(DbConnection connection, string label, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(dataDirectory, "backups");
        CreateFolder(folder);
        var time = clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var copy = Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(path)}-{label}-{time}.db");

        // VACUUM INTO accepts an empty file: made first, so that the copy of all secrets is never readable by others.
        CreateOwnerFile(copy);
        await connection.ExecuteAsync(new CommandDefinition("VACUUM INTO @copy", new { copy }, cancellationToken: cancellationToken));
        return copy;
    }

    private static void CreateFolder(string? folder)
    {
        if (string.IsNullOrEmpty(folder) || Directory.Exists(folder))
        {
            return;
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        Directory.CreateDirectory(folder, OwnerFolder);
    }

    private static void CreateOwnerFile(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        // An existing file keeps its mode: the operator may have widened it on purpose. Opening also shows early that it is writable.
        using var stream = new FileStream(file, options);
    }

    private async Task<SqliteConnection> OpenAsync(SqliteOpenMode mode, bool isPooled, CancellationToken cancellationToken)
    {
        var address = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = isPooled,
            ForeignKeys = true,
            DefaultTimeout = BusyTimeoutSeconds,
        };
        var connection = new SqliteConnection(address.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
