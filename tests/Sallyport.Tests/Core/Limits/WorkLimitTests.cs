using Sallyport.Core.Limits;
using Xunit;

namespace Sallyport.Tests.Core.Limits;

public sealed class WorkLimitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Beyond_those_who_work_and_wait_there_is_no_place_until_one_leaves()
    {
        using var limit = new WorkLimit(running: 1, waiting: 1);
        var first = limit.TryJoin();
        using var second = limit.TryJoin();
        Assert.Equal((true, true, true), (first is not null, second is not null, limit.TryJoin() is null));

        first?.Dispose();
        using var third = limit.TryJoin();
        Assert.NotNull(third);
        Assert.Null(limit.TryJoin());
    }

    [Fact]
    public async Task Whoever_waits_has_the_turn_when_the_one_before_leaves()
    {
        using var limit = new WorkLimit(running: 1, waiting: 1);
        var first = limit.Join();
        using var second = limit.Join();
        await first.TurnAsync(Cancellation);
        var turn = second.TurnAsync(Cancellation);
        Assert.False(turn.IsCompleted);

        first.Dispose();
        await turn;
    }

    [Fact]
    public async Task Leaving_twice_gives_back_one_place_and_one_turn()
    {
        using var limit = new WorkLimit(running: 1, waiting: 0);
        var first = limit.Join();
        await first.TurnAsync(Cancellation);
        first.Dispose();
        first.Dispose();

        using var second = limit.Join();
        await second.TurnAsync(Cancellation);
        Assert.Null(limit.TryJoin());
        using var third = limit.Join();
        Assert.False(third.TurnAsync(Cancellation).IsCompleted);
    }

    [Fact]
    public async Task Work_beyond_the_bound_that_must_not_be_refused_waits()
    {
        using var limit = new WorkLimit(running: 1, waiting: 0);
        var first = limit.Join();
        await first.TurnAsync(Cancellation);
        using var late = limit.Join();
        var turn = late.TurnAsync(Cancellation);
        first.Dispose();
        await turn;
    }
}
