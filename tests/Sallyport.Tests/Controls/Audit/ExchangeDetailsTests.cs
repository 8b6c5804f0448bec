using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sallyport.Controls.Audit;
using Sallyport.Core.Exchanges;
using Xunit;

namespace Sallyport.Tests.Controls.Audit;

public sealed class ExchangeDetailsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.04, 0)]
    [InlineData(12.34, 12.3)]
    [InlineData(99.96, 100)]
    [InlineData(54_159.9, 54_159.9)]
    [InlineData(3_600_000_000.5, 3_600_000_000.5)]
    public void A_stages_time_is_written_in_microseconds_with_one_decimal(double microseconds, double expected)
    {
        var exchange = new Exchange(new DefaultHttpContext(), "x1", DateTimeOffset.UnixEpoch);
        exchange.AddTiming("ReadRequest", (long)(microseconds * Stopwatch.Frequency / 1_000_000));
        exchange.AddTiming("Name \"quoted\"", 0);

        using var details = JsonDocument.Parse(ExchangeDetails.Write(exchange));

        var stages = details.RootElement.GetProperty("stages");
        Assert.Equal(["ReadRequest", "Name \"quoted\""], stages.EnumerateArray().Select(stage => stage.GetProperty("name").GetString()));
        Assert.Equal(expected, stages[0].GetProperty("duration_us").GetDouble());
    }
}
