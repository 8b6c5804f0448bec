using System.IO.Pipelines;
using Sallyport.Core.Upstream;
using Xunit;

namespace Sallyport.Tests.Core.Upstream;

/// <summary>An upstream that falls silent in the middle of its answer does not hold the caller for ever.</summary>
public sealed class IdleTimeoutStreamTests
{
    private readonly Pipe _upstream = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silence_beyond_the_timeout_ends_the_read()
    {
        await using var stream = Open(TimeSpan.FromMilliseconds(30), CancellationToken.None);

        await Assert.ThrowsAsync<TimeoutException>(async () => await stream.ReadAtLeastAsync(new byte[8], 1, cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_caller_who_leaves_is_not_taken_for_a_silent_upstream()
    {
        using var caller = new CancellationTokenSource();
        await using var stream = Open(TimeSpan.FromMinutes(5), caller.Token);
        var reading = stream.ReadAsync(new byte[8], Cancellation).AsTask();

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task What_has_arrived_is_read()
    {
        await using var stream = Open(TimeSpan.FromMinutes(5), CancellationToken.None);
        var buffer = new byte[8];
        var reading = stream.ReadAsync(buffer, Cancellation).AsTask();
        await _upstream.Writer.WriteAsync(new byte[] { 1, 2, 3 }, Cancellation);

        Assert.Equal(3, await reading);
    }

    private IdleTimeoutStream Open(TimeSpan idle, CancellationToken caller) =>
        new(_upstream.Reader.AsStream(), CancellationTokenSource.CreateLinkedTokenSource(caller), idle, caller);
}
