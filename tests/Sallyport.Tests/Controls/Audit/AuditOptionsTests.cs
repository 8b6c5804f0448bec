using Sallyport.Controls.Audit;
using Xunit;

namespace Sallyport.Tests.Controls.Audit;

public sealed class AuditOptionsTests
{
    [Theory]
    [InlineData(1_000, 1, true)]
    [InlineData(1_000_000, 5_000, true)]
    [InlineData(999, 50, false)]
    [InlineData(1_000_001, 50, false)]
    [InlineData(65_536, 0, false)]
    [InlineData(65_536, 5_001, false)]
    public void The_settings_have_borders(int entries, int milliseconds, bool isValid)
    {
        var options = new AuditOptions { QueueEntries = entries, FlushInterval = TimeSpan.FromMilliseconds(milliseconds) };

        Assert.Equal(isValid, new AuditOptionsValidator().Validate(null, options).Succeeded);
    }

    [Fact]
    public void Every_fault_is_listed()
    {
        var result = new AuditOptionsValidator().Validate(null, new AuditOptions { QueueEntries = 0, FlushInterval = TimeSpan.Zero });

        Assert.Equal(2, result.Failures?.Count());
    }

    [Theory]
    [InlineData(null, null, 1, 50)]
    [InlineData(0, 0, 1, 1)]
    [InlineData(-5, -5, 1, 1)]
    [InlineData(3, 100, 3, 100)]
    [InlineData(int.MaxValue, 101, 1_000_000, 100)]
    public void A_page_of_the_trail_stays_within_its_bounds(int? page, int? limit, int expectedPage, int expectedLimit)
    {
        var query = new AuditFilter { Page = page, Limit = limit, Search = "" }.ToQuery(exchanges: true);

        Assert.Equal((expectedPage, expectedLimit, null), (query.Page, query.Limit, query.Search));
    }
}
