using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Hostile;

/// <summary>Callers that ask for much and read nothing. The server ends them; how soon follows from two limits, which a test can check without waiting.</summary>
public sealed class SlowReaderTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public void A_reader_that_stops_is_ended_within_two_minutes()
    {
        var limits = gateway.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        var rate = Assert.IsType<MinDataRate>(limits.MinResponseDataRate);
        var buffered = Assert.IsType<long>(limits.MaxResponseBufferSize);

        Assert.InRange(rate.GracePeriod.TotalSeconds + (buffered / rate.BytesPerSecond), 30, 120);
    }
}
