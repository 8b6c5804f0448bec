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

        using var details = JsonDocument.Parse(new ExchangeDetails(exchange).Write());

        var stages = details.RootElement.GetProperty("stages");
        Assert.Equal(["ReadRequest", "Name \"quoted\""], stages.EnumerateArray().Select(stage => stage.GetProperty("name").GetString()));
        Assert.Equal(expected, stages[0].GetProperty("duration_us").GetDouble());
    }

    [Fact]
    public void Text_that_is_no_valid_unicode_is_written_all_the_same_because_the_store_would_try_for_ever()
    {
        var exchange = new Exchange(new DefaultHttpContext(), "x1", DateTimeOffset.UnixEpoch)
        {
            Denial = new Denial(DenialCode.RequestMalformed, 400, "model \ud800 x \udc00"),
        };

        using var details = JsonDocument.Parse(new ExchangeDetails(exchange).Write());

        Assert.Equal("model \ufffd x \ufffd", details.RootElement.GetProperty("denial").GetProperty("detail").GetString());
    }

    [Fact]
    public void An_entry_tells_what_the_exchange_was_when_it_was_recorded_not_what_became_of_it()
    {
        var exchange = new Exchange(new DefaultHttpContext(), "x1", DateTimeOffset.UnixEpoch) { ResponseBytes = 5 };
        var details = new ExchangeDetails(exchange);
        exchange.ResponseBytes = 7;
        exchange.AddTiming("Late", 1);
        exchange.Dispose();

        using var written = JsonDocument.Parse(details.Write());

        Assert.Equal(5, written.RootElement.GetProperty("response_bytes").GetInt32());
        Assert.Empty(written.RootElement.GetProperty("stages").EnumerateArray());
    }
}
