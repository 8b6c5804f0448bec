using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sallyport.Core.Limits;
using Sallyport.Host;
using Sallyport.Host.Cli;
using Sallyport.Storage;
using Xunit;

namespace Sallyport.IntegrationTests.Cli;

/// <summary>Who gives whom how long when the gateway stops.</summary>
public sealed class StopTimeTests
{
    [Theory]
    [InlineData("00:00:00")]
    [InlineData("00:00:10")]
    [InlineData("01:00:00")]
    public async Task Ports_and_server_have_the_drain_time_each_and_the_process_outlasts_all_of_it(string drain)
    {
        await using var app = GatewayApp.Build(null, new Dictionary<string, string?> { ["Limits:DrainTimeout"] = drain });
        var stop = app.Services.GetRequiredService<IOptions<HostOptions>>().Value.ShutdownTimeout;
        var limit = app.Services.GetRequiredService<IOptions<LimitOptions>>().Value.DrainTimeout;

        Assert.True(stop >= 2 * limit + TimeSpan.FromSeconds(10), $"The host stops within {stop}.");
        Assert.True(CommandLine.ServeTerminationTime > stop + StorageServiceCollectionExtensions.StopTime, $"The process ends after {CommandLine.ServeTerminationTime}.");
    }
}
