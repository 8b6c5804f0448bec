using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

public sealed class UptimeTests
{
    [Fact]
    public async Task The_gateway_counts_from_its_start_and_not_from_the_first_look()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var ready = TimeProvider.System.GetUtcNow();

        using var answer = await gateway.SendAsync(HttpMethod.Get, "/system/info");
        var system = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("data");

        Assert.True(system.GetProperty("started_at").GetDateTimeOffset() <= ready);
    }
}
