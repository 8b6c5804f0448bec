using System.Runtime.CompilerServices;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Pipeline;
using Sallyport.Detection.Masking;

namespace Sallyport.Controls.Masking;

/// <summary>
/// Puts the caller's own values back in place of placeholders: in whole texts, and in streams across every frame border. A frame is held
/// only while a placeholder that began in it may still complete; what is held is bounded by the longest placeholder in use.
/// </summary>
public sealed class UnmaskResponseStage : IResponseStage
{
    /// <inheritdoc />
    public IAsyncEnumerable<ResponseFrame> ApplyAsync(IAsyncEnumerable<ResponseFrame> frames, Exchange exchange, CancellationToken cancellationToken) =>
        exchange.Get(MaskingSlot.Placeholders) is { IsEmpty: false } map ? RestoreAsync(frames, map, cancellationToken) : frames;

    private static async IAsyncEnumerable<ResponseFrame> RestoreAsync(
        IAsyncEnumerable<ResponseFrame> frames, PlaceholderMap map, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var queue = new HeldFrames(map);
        await foreach (var frame in frames.WithCancellation(cancellationToken))
        {
            queue.Add(frame);
            while (queue.TryTake(out var ready))
            {
                yield return ready;
            }

            queue.Keep();
        }

        queue.Complete();
        while (queue.TryTake(out var rest))
        {
            yield return rest;
        }
    }
}
