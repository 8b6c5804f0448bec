using Microsoft.Extensions.Options;
using Sallyport.Controls.Access;
using Sallyport.Controls.RateLimits;
using Sallyport.Core.Exchanges;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Controls.RateLimits;

public sealed class RateLimitStageTests
{
    private readonly ManualTimeProvider _clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_grant_s_limit_counts_and_is_told_in_both_header_families()
    {
        var stage = Make(defaultPerMinute: 600);
        var exchange = ExchangeWith(2);
        Assert.Null(await stage.ApplyAsync(exchange, Cancellation));
        var headers = exchange.Http.Response.Headers;
        Assert.Equal(("2", "1", "30"), (headers["RateLimit-Limit"].ToString(), headers["RateLimit-Remaining"].ToString(), headers["RateLimit-Reset"].ToString()));
        Assert.Equal(("2", "1", "30"), (headers["X-RateLimit-Limit"].ToString(), headers["X-RateLimit-Remaining"].ToString(), headers["X-RateLimit-Reset"].ToString()));
    }

    [Fact]
    public async Task One_too_many_is_429_with_the_time_to_wait()
    {
        var stage = Make(defaultPerMinute: 600);
        Assert.Null(await stage.ApplyAsync(ExchangeWith(1), Cancellation));
        var denial = await stage.ApplyAsync(ExchangeWith(1), Cancellation);
        Assert.Equal((DenialCode.RateLimited, 429, TimeSpan.FromMinutes(1)), (denial?.Code, denial?.Status, denial?.RetryAfter));
        Assert.Equal(new RateLimitState(1, 0, 60), denial?.RateLimit);
    }

    [Theory]
    [InlineData(3, null, 3)]
    [InlineData(3, 5, 5)]
    public async Task Without_a_limit_in_the_grant_the_default_counts(int defaultPerMinute, int? granted, int expected)
    {
        var stage = Make(defaultPerMinute);
        var passed = 0;
        while (await stage.ApplyAsync(ExchangeWith(granted), Cancellation) is null)
        {
            passed++;
        }

        Assert.Equal(expected, passed);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, 0)]
    public async Task Zero_is_no_limit_and_says_nothing(int defaultPerMinute, int? granted)
    {
        var stage = Make(defaultPerMinute);
        for (var i = 0; i < 100; i++)
        {
            var exchange = ExchangeWith(granted);
            Assert.Null(await stage.ApplyAsync(exchange, Cancellation));
            Assert.Empty(exchange.Http.Response.Headers);
        }
    }

    [Fact]
    public void Every_fault_of_the_options_is_listed()
    {
        var result = new RateLimitOptionsValidator().Validate(null, new RateLimitOptions { DefaultPerMinute = -1, MaxBuckets = 1 });
        Assert.Equal(2, result.Failures?.Count());
        Assert.True(new RateLimitOptionsValidator().Validate(null, new RateLimitOptions()).Succeeded);
    }

    private RateLimitStage Make(int defaultPerMinute)
    {
        var options = Options.Create(new RateLimitOptions { DefaultPerMinute = defaultPerMinute });
        return new RateLimitStage(new RateLimiter(_clock, options), new QuotaTable(new NoCallerSums(), options, _clock), options);
    }

    private Exchange ExchangeWith(int? granted)
    {
        var exchange = TestProxies.ExchangeFor(TestProxies.Named("openai"), _clock);
        exchange.Caller = new Caller { Kind = CallerKind.ApiKey, Id = "k", Name = "key", TeamId = "t" };
        exchange.Set(AuthorizeProxyStage.Grant, new ProxyGrant("id-openai", granted));
        return exchange;
    }
}
