using System.Net;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Hostile;
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

    [Fact]
    public async Task Bodies_that_do_not_come_take_places_and_no_more_and_lose_them_soon()
    {
        var session = await gateway.CallAsync(HttpMethod.Post, "/auth/login", new { username = "admin", password = GatewayFixture.Password });
        var head = $"POST /api/v1/security/analyze HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {session.GetProperty("token").GetString()}\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{{\"text\":\"";
        List<RawConnection> trickles = [];

        // A question that overtakes them waits among them until they have lost their places, and finds none of them there: then they come again.
        await UntilAnswerAsync(HttpStatusCode.ServiceUnavailable, async () =>
        {
            // More than run and wait together.
            trickles.AddRange(await Task.WhenAll(Enumerable.Range(0, 40 + Environment.ProcessorCount).Select(_ => TrickleAsync(head))));
            await Task.Delay(TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken);
        });
        await UntilAnswerAsync(HttpStatusCode.OK, () => Task.CompletedTask);

        trickles.ForEach(trickle => trickle.Dispose());
    }

    private async Task<RawConnection> TrickleAsync(string head)
    {
        var connection = await RawConnection.OpenAsync(gateway.Url);
        await connection.SendAsync(head);
        return connection;
    }

    private async Task UntilAnswerAsync(HttpStatusCode status, Func<Task> beforeEach)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            await beforeEach();
            using var answer = await gateway.SendAsync(HttpMethod.Post, "/security/analyze", new { text = "Hello", direction = "input" });
            if (answer.StatusCode == status)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }
}
