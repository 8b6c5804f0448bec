using Sallyport.Core.Auditing;
using Sallyport.Core.Live;
using Xunit;

namespace Sallyport.Tests.Core.Live;

public sealed class LiveFeedTests
{
    private const int Capacity = 1024;

    [Fact]
    public async Task A_watcher_who_is_too_slow_loses_the_oldest_and_holds_nobody_up()
    {
        var feed = new LiveFeed();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var watcher = feed.WatchAsync(leaving.Token).GetAsyncEnumerator(leaving.Token);
        var first = watcher.MoveNextAsync();
        feed.Publish(Numbered(0));
        Assert.True(await first);

        for (var number = 1; number <= Capacity + 5; number++)
        {
            feed.Publish(Numbered(number));
        }

        Assert.True(await watcher.MoveNextAsync());
        Assert.Equal("6", watcher.Current.RequestId);
    }

    [Fact]
    public async Task Who_has_left_is_no_longer_counted_as_watching()
    {
        var feed = new LiveFeed();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var watcher = feed.WatchAsync(leaving.Token).GetAsyncEnumerator(leaving.Token);
        var next = watcher.MoveNextAsync();
        Assert.True(feed.IsWatched);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        Assert.False(feed.IsWatched);
    }

    private static AuditEntry Numbered(int number) =>
        RequestActor.System.Entry(DateTimeOffset.UnixEpoch, "exchange", "proxy", "p", "p") with { RequestId = number.ToString(System.Globalization.CultureInfo.InvariantCulture) };
}
