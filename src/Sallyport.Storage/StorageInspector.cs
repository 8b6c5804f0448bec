using System.Data.Common;
using System.Net.Sockets;
using Sallyport.Storage.Databases;

namespace Sallyport.Storage;

/// <summary>Looks at the configured database for the <c>doctor</c> verb, without changing it.</summary>
public sealed class StorageInspector
{
    private readonly IDatabase _database;

    internal StorageInspector(IDatabase database) => _database = database;

    /// <summary>Reads version, place and warnings. A database that does not answer is a warning, not an exception.</summary>
    public async Task<StorageDiagnostics> InspectAsync(CancellationToken cancellationToken)
    {
        List<string> warnings = [];
        var version = "unknown";
        try
        {
            version = await _database.ReadVersionAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is DbException or SocketException or TimeoutException)
        {
            warnings.Add($"{_database.Location} does not answer: {exception.Message}");
        }

        if (_database.Dialect == DatabaseDialect.Sqlite)
        {
            warnings.AddRange(SqliteNative.FindWarnings());
            AddModeWarnings(_database.Location, warnings);
        }

        return new StorageDiagnostics
        {
            Dialect = _database.Dialect,
            Version = version,
            Source = _database.Dialect == DatabaseDialect.Sqlite ? SqliteNative.Source : "server",
            Location = _database.Location,
            Warnings = warnings,
        };
    }

    private static void AddModeWarnings(string path, List<string> warnings)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && File.Exists(path) && (File.GetUnixFileMode(path) & Others) != 0)
        {
            warnings.Add($"{path} can be read or written by other users: set its mode to 0600.");
        }
    }
}
