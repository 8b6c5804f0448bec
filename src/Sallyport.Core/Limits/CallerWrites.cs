using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Sallyport.Core.Exchanges;

namespace Sallyport.Core.Limits;

/// <summary>
/// Sends what has been written to a caller, and gives up a caller who takes nothing. The server's own bound counts bytes as taken that the
/// system only buffers, megabytes of them; this one asks whether the buffers empty at all. A caller that reads costs nothing: time is
/// measured only for a write that has to wait.
/// </summary>
/// <remarks>Progress is seen per flush, so whoever writes much flushes in pieces of <see cref="PieceBytes"/>.</remarks>
/// <param name="patience">How long one flush may wait.</param>
/// <param name="clock">Measures it.</param>
public sealed class CallerWrites(TimeSpan patience, TimeProvider clock)
{
    /// <summary>How much is written between two flushes at most, in bytes.</summary>
    public const int PieceBytes = 64 * 1024;

    /// <summary>Takes the patience from its setting.</summary>
    public CallerWrites(IOptions<LimitOptions> options, TimeProvider clock)
        : this(options.Value.ClientWriteTimeout, clock)
    {
    }

    /// <summary>What is recorded of an exchange whose caller took nothing; there is nobody to answer it to.</summary>
    public static Denial Stalled { get; } = new(
        DenialCode.CallerStalled, 408, "The caller stopped reading its answer for longer than Limits:ClientWriteTimeout; the connection was closed.");

    /// <summary>Sends what is written.</summary>
    /// <exception cref="StalledCallerException">The caller took nothing for too long. The connection is closed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask FlushAsync(HttpContext http, CancellationToken cancellationToken)
    {
        var flush = http.Response.BodyWriter.FlushAsync(cancellationToken);
        if (!flush.IsCompletedSuccessfully)
        {
            return WaitAsync(http, flush.AsTask());
        }

        // Reading the result is what gives the operation back to its pool.
        _ = flush.GetAwaiter().GetResult();
        return default;
    }

    /// <summary>Ends the answer and sends what is left of it.</summary>
    /// <exception cref="StalledCallerException">The caller took nothing for too long. The connection is closed.</exception>
    public ValueTask CompleteAsync(HttpContext http)
    {
        var end = http.Response.CompleteAsync();
        return end.IsCompletedSuccessfully ? default : WaitAsync(http, end);
    }

    private async ValueTask WaitAsync(HttpContext http, Task write)
    {
        try
        {
            await write.WaitAsync(patience, clock);
        }
        catch (TimeoutException)
        {
            http.Abort();
            // The writer's memory belongs to the pending write until that has ended, which the closed connection makes it do.
            await write.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new StalledCallerException();
        }
    }
}
