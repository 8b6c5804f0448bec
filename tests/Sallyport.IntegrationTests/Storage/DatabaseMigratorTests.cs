using Microsoft.Extensions.Logging.Abstractions;
using Sallyport.Core.Health;
using Sallyport.Core.Settings;
using Sallyport.Storage;
using Sallyport.Storage.Auditing;
using Sallyport.Storage.Databases;
using Sallyport.Storage.Migrations;
using Xunit;

namespace Sallyport.IntegrationTests.Storage;

public sealed class DatabaseMigratorTests(PostgreSqlCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task An_empty_database_is_migrated_once(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.CreateAsync(dialect, cluster);
        var migrator = Migrator(storage, MigrationScripts.Read(dialect));

        Assert.Equal(MigrationScripts.Read(dialect).Count, await migrator.MigrateAsync(Token));
        Assert.Equal(0, await migrator.MigrateAsync(Token));
        Assert.False(Directory.Exists(Path.Combine(storage.Folder, "backups")));
    }

    [Theory]
    [EachDatabase]
    public async Task Gateways_that_start_together_migrate_once(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.CreateAsync(dialect, cluster);
        var steps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            Task.Run(() => Migrator(storage, MigrationScripts.Read(dialect)).MigrateAsync(Token), Token)));

        Assert.Equal(MigrationScripts.Read(dialect).Count, steps.Sum());
    }

    [Theory]
    [EachDatabase]
    public async Task A_migration_made_by_another_script_is_refused(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var changed = MigrationScripts.Create("0001_initial.sql", MigrationScripts.Read(dialect)[0].Script + "-- changed");

        var exception = await Assert.ThrowsAsync<SchemaMismatchException>(() => Migrator(storage, [changed]).MigrateAsync(Token));
        Assert.Contains("another script", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [EachDatabase]
    public async Task A_newer_schema_is_refused(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        await storage.RunAsync("INSERT INTO schema_migration (version, name, checksum, applied_at) VALUES (99, 'future', 'aabbccddee', 0)");

        var exception = await Assert.ThrowsAsync<SchemaMismatchException>(() => storage.StartAnotherAsync());
        Assert.Contains("99", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [EachDatabase]
    public async Task A_failing_migration_changes_nothing(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var failing = MigrationScripts.Create("0099_failing.sql", "CREATE TABLE half (a bigint); INSERT INTO no_such_table VALUES (1);");

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => Migrator(storage, [.. MigrationScripts.Read(dialect), failing]).MigrateAsync(Token));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => storage.RunAsync("INSERT INTO half (a) VALUES (1)"));
        await using var again = await storage.StartAnotherAsync();
    }

    [Fact]
    public async Task Before_an_upgrade_the_database_is_copied_for_its_owner_only()
    {
        await using var storage = await TestStorage.StartAsync(DatabaseDialect.Sqlite, cluster);
        await storage.Log.AppendAsync(Samples.Exchange(1));
        await storage.Get<ISettingsStore>().WriteAsync(new Dictionary<string, string?> { ["a"] = "1" }, Samples.Change("setting.changed"), Token);
        var next = MigrationScripts.Create("0099_next.sql", "CREATE TABLE next (a bigint);");

        Assert.Equal(1, await Migrator(storage, [.. MigrationScripts.Read(DatabaseDialect.Sqlite), next]).MigrateAsync(Token));

        var copy = Assert.Single(Directory.GetFiles(Path.Combine(storage.Folder, "backups")));
        Assert.Equal(2, (await AuditVerifier.VerifyFileAsync(copy, null, null, Token)).Records);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, new FileInfo(copy).UnixFileMode);
    }

    [Fact]
    public async Task The_database_and_its_folder_are_for_their_owner_only()
    {
        await using var storage = await TestStorage.StartAsync(DatabaseDialect.Sqlite, cluster);
        const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        Assert.Equal(OwnerFile | UnixFileMode.UserExecute, new DirectoryInfo(storage.Folder).UnixFileMode);
        Assert.All(Directory.GetFiles(storage.Folder), file => Assert.Equal(OwnerFile, new FileInfo(file).UnixFileMode));
        Assert.Equal(3, Directory.GetFiles(storage.Folder).Length);
    }

    [Theory]
    [EachDatabase]
    public async Task Diagnostics_name_the_engine_and_its_place(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var diagnostics = await storage.Get<IStoreInspector>().InspectAsync(Token);

        Assert.Equal(dialect.ToString(), diagnostics.Dialect, ignoreCase: true);
        Assert.Matches(@"^\d+\.\d+", diagnostics.Version);
        Assert.NotEmpty(diagnostics.Location);
        Assert.NotEmpty(diagnostics.Source);
    }

    private static DatabaseMigrator Migrator(TestStorage storage, IReadOnlyList<Migration> migrations) =>
        new(storage.Database, migrations, TimeProvider.System, NullLogger<DatabaseMigrator>.Instance);
}
