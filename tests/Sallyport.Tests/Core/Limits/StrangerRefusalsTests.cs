using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sallyport.Core.Limits;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Core.Limits;

public sealed class StrangerRefusalsTests
{
    private const int PerMinute = 6;

    private readonly ManualTimeProvider _clock = new();
    private readonly StrangerRefusals _strangers;

    public StrangerRefusalsTests() => _strangers = new StrangerRefusals(Options.Create(new LimitOptions { StrangerRefusalsPerMinute = PerMinute }), _clock);

    [Fact]
    public void What_is_beyond_an_addresss_limit_is_counted_in_one_sum()
    {
        Assert.Equal(PerMinute, Enumerable.Range(0, PerMinute).Count(_ => Refuse("192.0.2.1") is null));
        var first = _clock.GetUtcNow();
        Assert.Equal((429, TimeSpan.FromSeconds(10)), Refuse("192.0.2.1"));
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((429, TimeSpan.FromSeconds(5)), Refuse("192.0.2.1"));
        Assert.Null(Refuse("192.0.2.2"));

        Assert.Equal([new StrangerSummary("192.0.2.1", 2, first, _clock.GetUtcNow())], _strangers.Take());
        Assert.Empty(_strangers.Take());
    }

    [Fact]
    public void Failed_sign_ins_and_refused_requests_of_an_address_share_its_limit()
    {
        Assert.All(Enumerable.Range(0, PerMinute), _ => Assert.True(_strangers.LeavesEntry("192.0.2.1")));

        Assert.NotNull(Refuse("192.0.2.1"));
        Assert.False(_strangers.LeavesEntry("192.0.2.1"));
        Assert.Equal(2, Assert.Single(_strangers.Take()).Count);
    }

    [Fact]
    public void The_limit_fills_up_again_with_time()
    {
        Assert.All(Enumerable.Range(0, PerMinute), _ => Assert.Null(Refuse("192.0.2.1")));
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(Refuse("192.0.2.1"));
        Assert.NotNull(Refuse("192.0.2.1"));
    }

    [Fact]
    public void More_addresses_than_are_told_apart_share_one_limit_and_one_sum()
    {
        for (var i = 0; i < StrangerRefusals.MaxAddresses; i++)
        {
            Assert.Null(Refuse($"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}"));
        }

        var refused = Enumerable.Range(0, 100).Count(i => Refuse($"192.0.2.{i}") is not null);

        Assert.Equal(100 - PerMinute, refused);
        Assert.Equal((StrangerRefusals.OtherAddresses, refused), _strangers.Take().Select(summary => (summary.Address, summary.Count)).Single());
    }

    [Fact]
    public void Addresses_that_fell_silent_are_forgotten()
    {
        for (var i = 0; i < StrangerRefusals.MaxAddresses; i++)
        {
            Refuse($"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}");
        }

        _clock.Advance(TimeSpan.FromMinutes(1));
        _strangers.Take();

        Assert.All(Enumerable.Range(0, 100), i => Assert.Null(Refuse($"192.0.2.{i}")));
    }

    private (int Status, TimeSpan? Wait)? Refuse(string address)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return _strangers.Refuse(http) is { } denial ? (denial.Status, denial.RetryAfter) : null;
    }
}
