using Microsoft.Extensions.Options;
using Sallyport.Core.Exchanges;

namespace Sallyport.Core.Limits;

/// <summary>
/// The bytes that all exchanges together may hold in buffers. The limits of one body bound one exchange; only this bounds a thousand of them.
/// Nobody waits for room: whoever waits holds memory too.
/// </summary>
public sealed class BufferBudget
{
    private const long DefaultMost = 512L * 1024 * 1024;
    private const int DefaultShare = 4;

    private long _held;

    /// <summary>Makes the budget from its setting.</summary>
    public BufferBudget(IOptions<LimitOptions> options)
        : this(options.Value.BufferedBytes is > 0 and var set ? set : DefaultCapacity())
    {
    }

    /// <summary>Makes a budget of so many bytes.</summary>
    public BufferBudget(long capacity) => Capacity = capacity;

    /// <summary>The refusal of a request or answer for which there is no room.</summary>
    public static Denial Exhausted { get; } = new(
        DenialCode.Overloaded, 503, "The gateway holds as many bytes of requests and answers as it may at one time. Try again shortly; an operator can raise Limits:BufferedBytes.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    /// <summary>All there is, in bytes.</summary>
    public long Capacity { get; }

    /// <summary>What is taken, in bytes.</summary>
    public long Held => Interlocked.Read(ref _held);

    /// <summary>Takes room, or answers false and takes none.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _held, bytes) <= Capacity)
        {
            return true;
        }

        Interlocked.Add(ref _held, -bytes);
        return false;
    }

    /// <summary>Gives back what was taken.</summary>
    public void Return(long bytes) => Interlocked.Add(ref _held, -bytes);

    // The runtime knows the limit of a container.
    private static long DefaultCapacity() => Math.Min(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / DefaultShare, DefaultMost);
}
