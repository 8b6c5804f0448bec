using Microsoft.Extensions.DependencyInjection;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage;

/// <summary>The store of an application that is not started, open for changes until disposed: for verbs that write.</summary>
public sealed class WritableStore : IAsyncDisposable
{
    private readonly DatabaseWriter _writer;

    private WritableStore(DatabaseWriter writer) => _writer = writer;

    /// <summary>Brings the schema to this version, after a backup, and begins to take changes. What was not there is made.</summary>
    public static async Task<WritableStore> OpenAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var writer = services.GetRequiredService<DatabaseWriter>();
        await writer.StartAsync(cancellationToken);
        return new WritableStore(writer);
    }

    /// <summary>Ends once everything is stored.</summary>
    public async ValueTask DisposeAsync() => await _writer.StopAsync(CancellationToken.None);
}
