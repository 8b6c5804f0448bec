using Sallyport.Core.Proxies;
using Xunit;

namespace Sallyport.Tests.Core.Proxies;

public sealed class SnapshotRefresherTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_snapshot_that_fails_keeps_no_other_from_its_reload_and_is_reported()
    {
        List<string> reloaded = [];
        using var refresher = new SnapshotRefresher([new Named("keys", reloaded), new Named("proxies", reloaded, isBroken: true), new Named("policies", reloaded)]);

        var failure = await Assert.ThrowsAsync<AggregateException>(() => refresher.RefreshAsync(Cancellation));

        Assert.Equal(["keys", "policies"], reloaded);
        Assert.IsType<IOException>(Assert.Single(failure.InnerExceptions));
    }

    [Fact]
    public async Task After_a_failure_the_next_reload_goes_on()
    {
        List<string> reloaded = [];
        var proxies = new Named("proxies", reloaded, isBroken: true);
        using var refresher = new SnapshotRefresher([proxies]);
        await Assert.ThrowsAsync<AggregateException>(() => refresher.RefreshAsync(Cancellation));

        proxies.IsBroken = false;
        await refresher.RefreshAsync(Cancellation);

        Assert.Equal(["proxies"], reloaded);
    }

    private sealed class Named(string name, List<string> reloaded, bool isBroken = false) : ISnapshot
    {
        public bool IsBroken { get; set; } = isBroken;

        public Task ReloadAsync(CancellationToken cancellationToken)
        {
            if (IsBroken)
            {
                return Task.FromException(new IOException("The store does not answer."));
            }

            reloaded.Add(name);
            return Task.CompletedTask;
        }
    }
}
