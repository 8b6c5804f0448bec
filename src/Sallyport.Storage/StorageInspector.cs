using System.Data.Common;
using System.Net.Sockets;
using Sallyport.Core.Health;
using Sallyport.Storage.Databases;

namespace Sallyport.Storage;

/// <summary>Looks at the configured database for the <c>doctor</c> verb, without changing it.</summary>
public sealed class StorageInspector : IStoreInspector
{
    private readonly IDatabase _database;

    internal StorageInspector(IDatabase database) => _database = database;

    /// <inheritdoc />
    public async Task<StoreDescription> InspectAsync(CancellationToken cancellationToken)
    {
        List<string> warnings = [];
        var version = "unknown";
        string? fault = null;
        try
        {
            version = await _database.ReadVersionAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is DbException or SocketException or TimeoutException)
        {
            fault = $"{_database.Location} does not answer: {exception.Message}";
            warnings.Add(fault);
        }

        if (_database.Dialect == DatabaseDialect.Sqlite)
        {
            warnings.AddRange(SqliteNative.FindWarnings());
            AddModeWarnings(_database.Location, warnings);
        }

        return new StoreDescription
        {
            Dialect = _database.Dialect.ToString().ToLowerInvariant(),
            Version = version,
            Source = _database.Dialect == DatabaseDialect.Sqlite ? SqliteNative.Source : "server",
            Location = _database.Location,
            Warnings = warnings,
            Fault = fault,
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
