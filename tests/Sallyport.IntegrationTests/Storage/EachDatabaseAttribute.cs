using System.Reflection;
using Sallyport.Storage.Databases;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Sallyport.IntegrationTests.Storage;

/// <summary>Runs a storage test once on SQLite and once on PostgreSQL.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EachDatabaseAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([new TheoryDataRow<DatabaseDialect>(DatabaseDialect.Sqlite), new TheoryDataRow<DatabaseDialect>(DatabaseDialect.PostgreSql)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
