using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage;

/// <summary>The store of an application that is not started, open for changes until disposed: for verbs that write.</summary>
public sealed class WritableStore : IAsyncDisposable
{
    private readonly DatabaseWriter _writer;

    private WritableStore(DatabaseWriter writer) => _writer = writer;

    /// <summary>
    /// Brings the schema to this version, after a backup, and begins to take changes. Throws <see cref="StorageUnavailableException"/> where there is no
    /// database: one that is made here would only hide that the settings name the wrong place.
    /// </summary>
    public static async Task<WritableStore> OpenAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<IDatabase>();
        try
        {
            await using var connection = await database.OpenReaderAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is DbException or IOException)
        {
            throw new StorageUnavailableException(
                $"There is no database that can be opened at {database.Location}. Give the settings the gateway is started with: --config, SALLYPORT_DATA_DIR or SALLYPORT_DATABASE.", exception);
        }

        var writer = services.GetRequiredService<DatabaseWriter>();
        await writer.StartAsync(cancellationToken);
        return new WritableStore(writer);
    }

    /// <summary>Ends once everything is stored.</summary>
    public async ValueTask DisposeAsync() => await _writer.StopAsync(CancellationToken.None);
}
