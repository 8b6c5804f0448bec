using Microsoft.Extensions.Options;
using Sallyport.Controls.RateLimits;
using Sallyport.Core.Exchanges;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Controls.RateLimits;

public sealed class QuotaTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly NoCallerSums _sums = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3, null, 3)]
    [InlineData(null, 4, 4)]
    [InlineData(5, 2, 2)]
    public async Task A_key_may_send_as_many_requests_as_its_narrowest_limit_says(int? perHour, int? perDay, int expected)
    {
        var stage = Stage(Table());
        var scope = new CallerScope { RequestsPerHour = perHour, RequestsPerDay = perDay };

        var passed = 0;
        while (await stage.ApplyAsync(ExchangeOf(scope), Cancellation) is null)
        {
            passed++;
        }

        Assert.Equal(expected, passed);
    }

    [Fact]
    public async Task The_next_hour_begins_anew_and_the_day_goes_on()
    {
        var stage = Stage(Table());
        var scope = new CallerScope { RequestsPerHour = 1, RequestsPerDay = 2 };
        Assert.Null(await stage.ApplyAsync(ExchangeOf(scope), Cancellation));
        var denial = await stage.ApplyAsync(ExchangeOf(scope), Cancellation);
        Assert.Equal((DenialCode.RateLimited, 429), (denial?.Code, denial?.Status));
        Assert.InRange(denial?.RetryAfter ?? default, TimeSpan.FromTicks(1), TimeSpan.FromHours(1));

        _clock.Advance(denial?.RetryAfter ?? default);
        Assert.Null(await stage.ApplyAsync(ExchangeOf(scope), Cancellation));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Contains("a day", (await stage.ApplyAsync(ExchangeOf(scope), Cancellation))?.Detail, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await stage.ApplyAsync(ExchangeOf(scope), Cancellation));
    }

    [Fact]
    public async Task The_exchange_that_reaches_the_token_limit_is_the_last()
    {
        var table = Table();
        var stage = Stage(table);
        var scope = new CallerScope { ModelTokensPerDay = 100 };
        for (var i = 0; i < 2; i++)
        {
            var exchange = ExchangeOf(scope);
            Assert.Null(await stage.ApplyAsync(exchange, Cancellation));
            exchange.Usage = new TokenUsage { InputTokens = 40, OutputTokens = 20 };
            await new QuotaRecorder(table).RecordAsync(exchange);
        }

        Assert.Equal(DenialCode.RateLimited, (await stage.ApplyAsync(ExchangeOf(scope), Cancellation))?.Code);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Null(await stage.ApplyAsync(ExchangeOf(scope), Cancellation));
    }

    [Fact]
    public async Task A_restart_gives_nothing_back()
    {
        _sums.Sums.Add(new CallerSum("k", Requests: 2, ModelTokens: 10));
        var table = Table();
        await table.ReloadAsync(Cancellation);
        var stage = Stage(table);
        var scope = new CallerScope { RequestsPerDay = 3 };

        Assert.Null(await stage.ApplyAsync(ExchangeOf(scope), Cancellation));
        Assert.NotNull(await stage.ApplyAsync(ExchangeOf(scope), Cancellation));
    }

    [Fact]
    public async Task Requests_a_minute_are_counted_over_all_proxies()
    {
        var stage = Stage(Table());
        var scope = new CallerScope { RequestsPerMinute = 2 };
        Assert.Null(await stage.ApplyAsync(ExchangeOf(scope, "one"), Cancellation));
        Assert.Null(await stage.ApplyAsync(ExchangeOf(scope, "two"), Cancellation));
        Assert.Equal(429, (await stage.ApplyAsync(ExchangeOf(scope, "one"), Cancellation))?.Status);
    }

    private QuotaTable Table() => new(_sums, Options.Create(new RateLimitOptions()), _clock);

    private RateLimitStage Stage(QuotaTable table)
    {
        var options = Options.Create(new RateLimitOptions { DefaultPerMinute = 0 });
        return new RateLimitStage(new RateLimiter(_clock, options), table, options);
    }

    private Exchange ExchangeOf(CallerScope scope, string proxy = "openai")
    {
        var exchange = TestProxies.ExchangeFor(TestProxies.Named(proxy), _clock);
        exchange.Caller = new Caller { Kind = CallerKind.ApiKey, Id = "k", Name = "key", Scope = scope };
        return exchange;
    }
}
