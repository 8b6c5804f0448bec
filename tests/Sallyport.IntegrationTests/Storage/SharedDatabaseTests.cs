using Sallyport.IntegrationTests.Processes;
using Sallyport.Storage.Databases;
using Xunit;

namespace Sallyport.IntegrationTests.Storage;

/// <summary>The built program on each kind of database.</summary>
public sealed class SharedDatabaseTests(PostgreSqlCluster cluster) : IDisposable
{
    private readonly ScratchFolder _data = new();

    /// <inheritdoc />
    public void Dispose() => _data.Dispose();

    [Theory]
    [EachDatabase]
    public async Task A_gateway_makes_its_tables_and_finds_what_it_wrote_after_a_restart(DatabaseDialect dialect)
    {
        var database = dialect == DatabaseDialect.Sqlite
            ? Path.Combine(_data.Path, "named.db")
            : await cluster.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        await using (var first = await GatewayProcess.StartAsync(_data.Path, ("SALLYPORT_DATABASE", database)))
        {
            using var before = await Operator.SignInAsync(first.Url);
            await before.CreateProxyAsync("kept", new Uri("http://127.0.0.1:9"));
            await first.TerminateAsync();
        }

        await using var second = await GatewayProcess.StartAsync(_data.Path, ("SALLYPORT_DATABASE", database));
        using var after = await Operator.SignInAsync(second.Url);

        Assert.Equal(dialect == DatabaseDialect.Sqlite ? "sqlite" : "postgresql", (await after.CallAsync(HttpMethod.Get, "/system/info")).GetProperty("database").GetString());
        Assert.Equal(["kept"], await after.ListAsync("/proxies", "name"));
    }

    [Fact]
    public async Task Gateways_that_start_together_on_one_empty_PostgreSql_database_all_come_up()
    {
        var database = await cluster.CreateDatabaseAsync(TestContext.Current.CancellationToken);
        using var otherData = new ScratchFolder();

        var starting = new[] { GatewayProcess.StartAsync(_data.Path, ("SALLYPORT_DATABASE", database)), GatewayProcess.StartAsync(otherData.Path, ("SALLYPORT_DATABASE", database)) };
        await using var one = await starting[0];
        await using var two = await starting[1];

        foreach (var gateway in new[] { one, two })
        {
            using var administrator = await Operator.SignInAsync(gateway.Url);
            Assert.Equal("postgresql", (await administrator.CallAsync(HttpMethod.Get, "/system/info")).GetProperty("database").GetString());
        }
    }
}
