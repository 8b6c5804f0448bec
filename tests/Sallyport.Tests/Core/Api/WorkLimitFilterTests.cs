using Microsoft.AspNetCore.Http;
using Sallyport.Core.Api;
using Sallyport.Core.Limits;
using Xunit;

namespace Sallyport.Tests.Core.Api;

public sealed class WorkLimitFilterTests
{
    [Fact]
    public async Task While_one_request_is_worked_on_the_next_is_refused_and_the_one_after_it_served()
    {
        using var limit = new WorkLimit(running: 1, waiting: 0);
        var filter = new WorkLimitFilter(limit);
        var work = new TaskCompletionSource<object?>();

        var first = filter.InvokeAsync(Request(), async _ => await work.Task);
        var second = await filter.InvokeAsync(Request(), _ => throw new InvalidOperationException("Worked on at the same time."));
        work.SetResult("done");

        Assert.Equal(503, Assert.IsType<ApiProblem>(second).Status);
        Assert.Equal("done", await first);
        Assert.Equal("again", await filter.InvokeAsync(Request(), _ => ValueTask.FromResult<object?>("again")));
    }

    [Fact]
    public async Task Work_that_fails_gives_its_place_back()
    {
        using var limit = new WorkLimit(running: 1, waiting: 0);
        var filter = new WorkLimitFilter(limit);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await filter.InvokeAsync(Request(), _ => throw new InvalidOperationException("Broken.")));

        using var place = limit.TryJoin();
        Assert.NotNull(place);
    }

    private static DefaultEndpointFilterInvocationContext Request() => new(new DefaultHttpContext());
}
