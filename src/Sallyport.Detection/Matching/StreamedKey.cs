using Sallyport.Detection.Recognizers;

namespace Sallyport.Detection.Matching;

/// <summary>A private key that runs through a stream behind its header: how far it is certain, until it ends.</summary>
/// <param name="start">Where the header begins.</param>
/// <param name="body">Where it ends.</param>
internal sealed class StreamedKey(int start, int body)
{
    private readonly int _limit = body + KeyBlock.Longest;

    /// <summary>Where the header begins.</summary>
    internal int Start { get; } = start;

    /// <summary>Up to where all belongs to the key.</summary>
    internal int Through { get; private set; } = body;

    /// <summary>Whether more may belong to it.</summary>
    internal bool IsOpen { get; private set; } = true;

    /// <summary>Follows the key into new text.</summary>
    internal void Follow(StreamLane lane, bool isLast)
    {
        if (!IsOpen)
        {
            return;
        }

        // One character more, for what stands before it counts.
        var from = Math.Max(lane.First, Through - 1);
        Through = from + KeyBlock.EndIn(lane.From(from), Math.Max(1, Through - from), isLast, out var isOpen);
        IsOpen = isOpen && Through < _limit;
    }
}
