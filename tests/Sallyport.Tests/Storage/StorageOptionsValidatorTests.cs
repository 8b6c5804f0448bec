using Sallyport.Storage;
using Xunit;

namespace Sallyport.Tests.Storage;

public sealed class StorageOptionsValidatorTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("data/gateway.db")]
    [InlineData("Host=db;Database=sallyport;Username=gateway")]
    [InlineData("postgres://gateway:secret@db:5433/sallyport?sslmode=require")]
    [InlineData("postgresql://gateway@db/sallyport")]
    public void A_usable_database_is_accepted(string? database) =>
        Assert.True(new StorageOptionsValidator().Validate(null, new StorageOptions { Database = database }).Succeeded);

    [Theory]
    [InlineData("Host=db;Username=gateway;Password=hunter2")]
    [InlineData("Host=db;Database=x;Pasword=hunter2")]
    [InlineData("postgres://gateway:hunter2@db")]
    [InlineData("postgres://gateway:hunter2@db:notaport/x")]
    [InlineData("mysql://gateway:hunter2@db/x")]
    [InlineData("/")]
    public void A_fault_names_its_key_and_never_the_password(string database)
    {
        var result = new StorageOptionsValidator().Validate(null, new StorageOptions { Database = database });

        Assert.True(result.Failed);
        Assert.Contains("Storage:Database", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_reported_at_once()
    {
        var result = new StorageOptionsValidator().Validate(null, new StorageOptions { Database = "/", DataDirectory = " " });

        Assert.Equal(2, result.Failures?.Count());
    }
}
