using Microsoft.Extensions.Options;
using Sallyport.Core.Upstream;
using Sallyport.IntegrationTests.Hostile;
using Xunit;

namespace Sallyport.IntegrationTests.Proxies;

/// <summary>Proxies that change while requests are on their way to them.</summary>
public sealed class ForgottenPoolTests
{
    private const int Senders = 8;
    private const int Requests = 200;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_that_races_the_forgetting_of_its_connections_gets_an_answer_or_a_refusal()
    {
        await using var upstream = await RawUpstream.StartAsync("HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
        var options = Options.Create(new UpstreamOptions { AllowPrivate = { "127.0.0.1" } });
        using var client = new UpstreamClient(new AddressGuard(options), options);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var forgetting = Task.Run(() => ForgetUntil(client, stop.Token), Token);

        var statuses = await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => SendAsync(client, upstream.Url)));

        await stop.CancelAsync();
        await forgetting;
        Assert.Subset(new HashSet<int> { 204, 502 }, statuses.SelectMany(status => status).ToHashSet());
        Assert.Contains(204, statuses.SelectMany(status => status));
    }

    private static void ForgetUntil(UpstreamClient client, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            client.Forget("proxy");
        }
    }

    private static async Task<List<int>> SendAsync(UpstreamClient client, Uri target)
    {
        var statuses = new List<int>();
        for (var i = 0; i < Requests; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, target);
            var result = await client.SendAsync(request, "proxy", CancellationToken.None, Token);
            statuses.Add(result.Denial?.Status ?? (int?)result.Response?.StatusCode ?? 0);
            result.Response?.Dispose();
        }

        return statuses;
    }
}
