using System.Net;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>Endpoints whose work could take the processors from the exchanges: beyond a bound callers are told to come again.</summary>
public sealed class CostlyEndpointTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    [Fact]
    public async Task Texts_beyond_those_judged_and_waiting_are_answered_503_with_a_time_to_come_again()
    {
        // Long enough that they meet: a judgement takes some milliseconds.
        var body = new { text = string.Concat(Enumerable.Repeat("SELECT name FROM users WHERE 1=1; ", 4000)), direction = "input" };
        var asked = Enumerable.Range(0, 40 + Environment.ProcessorCount * 8).Select(_ => gateway.SendAsync(HttpMethod.Post, "/security/analyze", body));

        var answers = await Task.WhenAll(asked);

        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        var refused = answers.Where(answer => answer.StatusCode != HttpStatusCode.OK).ToList();
        Assert.NotEmpty(refused);
        Assert.All(refused, answer => Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1)), (answer.StatusCode, answer.Headers.RetryAfter?.Delta)));
        Array.ForEach(answers, answer => answer.Dispose());
    }
}
