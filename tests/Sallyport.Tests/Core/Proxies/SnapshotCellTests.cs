using Sallyport.Core.Proxies;
using Xunit;

namespace Sallyport.Tests.Core.Proxies;

public sealed class SnapshotCellTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slow_earlier_reload_does_not_bring_old_state_back()
    {
        var cell = new SnapshotCell<string>("initial");
        var slow = new TaskCompletionSource<string>();
        var earlier = cell.ReloadAsync(_ => slow.Task, Cancellation);
        await cell.ReloadAsync(_ => Task.FromResult("new"), Cancellation);
        slow.SetResult("old");
        await earlier;
        Assert.Equal("new", cell.Current);
    }

    [Fact]
    public async Task A_failing_reload_keeps_the_state()
    {
        var cell = new SnapshotCell<string>("initial");
        await Assert.ThrowsAsync<IOException>(() => cell.ReloadAsync(_ => Task.FromException<string>(new IOException()), Cancellation));
        Assert.Equal("initial", cell.Current);
        await cell.ReloadAsync(_ => Task.FromResult("new"), Cancellation);
        Assert.Equal("new", cell.Current);
    }
}
