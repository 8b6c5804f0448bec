using System.Net;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Llm;

/// <summary>How often a key may use a proxy.</summary>
public sealed class GrantLimitTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_key_has_the_grants_limit_on_each_proxy()
    {
        await using var upstream = await EchoUpstream.StartAsync();
        var first = await gateway.CreateProxyAsync("limited-one", "openai", upstream.Url);
        var second = await gateway.CreateProxyAsync("limited-two", "openai", upstream.Url);
        var key = await gateway.CreateKeyAsync("limited", [first, second], perMinute: 2);
        var other = await gateway.CreateKeyAsync("limited-other", [first], perMinute: 2);

        using var one = await AskAsync(first, key);
        using var two = await AskAsync(first, key);
        using var three = await AskAsync(first, key);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (one.StatusCode, two.StatusCode, three.StatusCode));
        Assert.Equal(("2", "1"), (Header(one, "X-RateLimit-Limit"), Header(one, "X-RateLimit-Remaining")));
        Assert.Equal("0", Header(three, "X-RateLimit-Remaining"));
        Assert.InRange(int.Parse(Header(three, "X-RateLimit-Reset"), System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        Assert.InRange(three.Headers.RetryAfter?.Delta ?? default, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(31));
        using var elsewhere = await AskAsync(second, key);
        using var somebodyElse = await AskAsync(first, other);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (elsewhere.StatusCode, somebodyElse.StatusCode));
        Assert.Equal(4, upstream.Received.Count);
    }

    [Fact]
    public async Task A_limit_of_zero_is_no_limit()
    {
        await using var strict = await GatewayFixture.StartAsync(KeyValuePair.Create("RateLimits:DefaultPerMinute", (string?)"1"));
        await using var upstream = await EchoUpstream.StartAsync();
        var proxy = await strict.CreateProxyAsync("free", "openai", upstream.Url);
        var free = await strict.CreateKeyAsync("free", [proxy], perMinute: 0);
        var usual = await strict.CreateKeyAsync("usual", [proxy]);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], await AskThriceAsync(strict, free));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], await AskThriceAsync(strict, usual));
    }

    private static async Task<List<HttpStatusCode>> AskThriceAsync(GatewayFixture strict, string key)
    {
        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 3; i++)
        {
            using var request = ChatRequest.Create(strict.Url, "free", key, "Hello");
            using var answer = await strict.Client.SendAsync(request, Token);
            answers.Add(answer.StatusCode);
        }

        return answers;
    }

    private async Task<HttpResponseMessage> AskAsync(ProxyHandle proxy, string key)
    {
        using var request = ChatRequest.Create(gateway.Url, proxy.Name, key, "Hello");
        return await gateway.Client.SendAsync(request, Token);
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
