using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sallyport.Controls.Audit;
using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Signing;
using Sallyport.Controls.Vault;
using Sallyport.Core.Auditing;
using Sallyport.Core.Secrets;
using Sallyport.Storage;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Writing;
using Xunit;

namespace Sallyport.IntegrationTests.Storage;

/// <summary>Storage as the host composes it, on a database of its own. Can be opened several times on the same database.</summary>
public sealed class TestStorage : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly bool _ownsFolder;
    private readonly TimeProvider _clock;
    private readonly MasterKey _master;

    private TestStorage(string address, string folder, bool ownsFolder, TimeProvider clock, MasterKey master)
    {
        (Address, Folder, _ownsFolder, _clock, _master) = (address, folder, ownsFolder, clock, master);
        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services.AddSingleton<ISecretSealer>(new SecretSealer(master));
        services.AddSingleton<AuditSigner>();
        services.AddSingleton<AuditDayService>();
        services.AddLogging();
        services.Configure<StorageOptions>(options => (options.Database, options.DataDirectory) = (address, folder));
        services.AddStorage();
        _services = services.BuildServiceProvider();
    }

    public string Address { get; }

    public string Folder { get; }

    public IAuditLog Log => Get<IAuditLog>();

    public IAuditStore Audit => Get<IAuditStore>();

    internal AuditDayService Days => Get<AuditDayService>();

    internal IDatabase Database => Get<IDatabase>();

    internal DatabaseWriter Writer => Get<DatabaseWriter>();

    /// <summary>An empty database that nothing was written to yet.</summary>
    public static async Task<TestStorage> CreateAsync(DatabaseDialect dialect, PostgreSqlCluster cluster, TimeProvider? clock = null)
    {
        var folder = Path.Combine(Path.GetTempPath(), "sallyport-storage-" + RandomNumberGenerator.GetHexString(12, lowercase: true));
        var address = dialect == DatabaseDialect.Sqlite
            ? Path.Combine(folder, "sallyport.db")
            : await cluster.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        return new TestStorage(address, folder, ownsFolder: true, clock ?? TimeProvider.System, MasterKey.Create());
    }

    /// <summary>A started one.</summary>
    public static async Task<TestStorage> StartAsync(DatabaseDialect dialect, PostgreSqlCluster cluster, TimeProvider? clock = null)
    {
        var storage = await CreateAsync(dialect, cluster, clock);
        await storage.StartAsync();
        return storage;
    }

    /// <summary>Another process on the same database.</summary>
    public async Task<TestStorage> StartAnotherAsync()
    {
        var storage = new TestStorage(Address, Folder, ownsFolder: false, _clock, _master);
        await storage.StartAsync();
        return storage;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task StartAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(TestContext.Current.CancellationToken);
        }
    }

    public async Task StopAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Runs a statement past the gateway, as an intruder with access to the database could.</summary>
    public async Task<int> RunAsync(string statement)
    {
        await using DbConnection connection = await Database.OpenOwnerAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteAsync(statement);
    }

    /// <summary>All audit entries after everything queued is stored, oldest first.</summary>
    public async Task<IReadOnlyList<StoredAuditEntry>> ReadAuditAsync()
    {
        await Log.FlushAsync(TestContext.Current.CancellationToken);
        var page = await Audit.QueryAsync(new AuditQuery { Limit = 100 }, TestContext.Current.CancellationToken);
        return [.. page.Items.OrderBy(item => item.Sequence)];
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_ownsFolder && Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}
