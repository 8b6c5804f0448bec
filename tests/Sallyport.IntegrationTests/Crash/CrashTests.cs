using System.Diagnostics;
using System.Net;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Hostile;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Crash;

/// <summary>
/// The process ends under load. The promise: an acknowledged management change is never lost; an exchange may be missing from the trail only
/// if it was acknowledged less than <see cref="Bound"/> before a kill, and never after an orderly stop; the trail verifies in any case.
/// </summary>
[Collection(QuietMachine.Name)]
public sealed class CrashTests : IDisposable
{
    private const string Proxy = "load";

    /// <summary>Entries are gathered for 50 ms and stored by one writer; the rest is allowance for a busy disk.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    /// <summary>Longer than command lines usually give a program to end.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(4);

    private readonly ScratchFolder _data = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_killed_gateway_comes_back_with_everything_it_acknowledged()
    {
        await using var upstream = await EchoUpstream.StartAsync();
        var load = new AcknowledgedLoad();
        string key;
        long killed;
        await using (var gateway = await GatewayProcess.StartAsync(_data.Path))
        {
            using var administrator = await Operator.SignInAsync(gateway.Url);
            key = await administrator.CreateKeyAsync("load", await administrator.CreateProxyAsync(Proxy, upstream.Url));
            var running = load.StartAsync(gateway.Url, Proxy, key, administrator, "echo-1-0");
            await load.ReachAsync(exchanges: 50, teams: 10);
            // Long enough that some of what was acknowledged is older than the bound.
            await Task.Delay(Bound + Bound, Token);
            killed = Stopwatch.GetTimestamp();
            await gateway.KillAsync();
            await running;
        }

        var settled = load.Exchanges.Where(exchange => Stopwatch.GetElapsedTime(exchange.At, killed) > Bound).Select(exchange => exchange.RequestId).ToList();
        Assert.NotEmpty(settled);
        await AssertKeptAsync(load, settled, key);
    }

    [Fact]
    public async Task A_gateway_told_to_stop_finishes_what_runs_and_loses_nothing()
    {
        await using var upstream = await EchoUpstream.StartAsync();
        var load = new AcknowledgedLoad();
        string key;
        await using (var gateway = await GatewayProcess.StartAsync(_data.Path))
        {
            using var administrator = await Operator.SignInAsync(gateway.Url);
            key = await administrator.CreateKeyAsync("load", await administrator.CreateProxyAsync(Proxy, upstream.Url));
            var running = load.StartAsync(gateway.Url, Proxy, key, administrator, "echo-1-0");
            await load.ReachAsync(exchanges: 50, teams: 5);
            Assert.Equal(0, await gateway.TerminateAsync());
            await running;
        }

        await AssertKeptAsync(load, [.. load.Exchanges.Select(exchange => exchange.RequestId)], key);
    }

    [Fact]
    public async Task A_stream_that_runs_when_the_gateway_is_told_to_stop_ends_whole()
    {
        var step = new SemaphoreSlim(1);
        await using var upstream = await RawUpstream.StartAsync(async (stream, cancellationToken) =>
        {
            await RawUpstream.SendAsync(stream, RawUpstream.StreamHead + RawUpstream.Event("first"), cancellationToken);
            await step.WaitAsync(cancellationToken);
            await RawUpstream.SendAsync(stream, RawUpstream.Event("second") + RawUpstream.StreamEnd, cancellationToken);
        });
        await step.WaitAsync(Token);
        await using var gateway = await GatewayProcess.StartAsync(_data.Path);
        using var administrator = await Operator.SignInAsync(gateway.Url);
        var key = await administrator.CreateKeyAsync("load", await administrator.CreateProxyAsync(Proxy, upstream.Url));
        using var client = new HttpClient();
        using var request = ChatRequest.Create(gateway.Url, Proxy, key, "Hello", isStream: true);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);

        var ended = gateway.TerminateAsync();
        await Task.Delay(DrainTime, Token);
        step.Release();

        Assert.EndsWith("data: [DONE]\n\n", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(0, await ended);
    }

    private async Task AssertKeptAsync(AcknowledgedLoad load, IReadOnlyList<string> exchanges, string key)
    {
        await using var gateway = await GatewayProcess.StartAsync(_data.Path);
        using var administrator = await Operator.SignInAsync(gateway.Url);

        Assert.Empty(load.Teams.Except(await administrator.ListAsync("/teams", "name")));
        Assert.Empty(exchanges.Except(await administrator.ListAsync("/events", "id")));
        var verdict = await administrator.CallAsync(HttpMethod.Get, "/audit/verify");
        Assert.True(verdict.GetProperty("ok").GetBoolean(), verdict.ToString());

        // The key, its grants and the sealed credential are there too: it serves as before.
        using var client = new HttpClient();
        using var request = ChatRequest.Create(gateway.Url, Proxy, key, "Hello");
        using var answer = await client.SendAsync(request, Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
