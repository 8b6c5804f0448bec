using Sallyport.Core.Exchanges;

namespace Sallyport.Core.Planes;

/// <summary>One kind of traffic: its wire format and forwarding, and no control.</summary>
public interface IPlane
{
    /// <summary>Which kind.</summary>
    PlaneKind Kind { get; }

    /// <summary>
    /// Reads the request within its limits, finds the texts and sets <see cref="Exchange.Request"/> and
    /// <see cref="Exchange.Operation"/>. A denial where the path, method, size or form is not acceptable.
    /// </summary>
    ValueTask<Denial?> ReadRequestAsync(Exchange exchange, CancellationToken cancellationToken);

    /// <summary>
    /// Sends the request, with the segments' replacements spliced in, and yields the answer. Sets <see cref="Exchange.Answer"/>
    /// before the first frame. An upstream that fails yields a frame with a denial, not an exception.
    /// </summary>
    IAsyncEnumerable<ResponseFrame> ForwardAsync(Exchange exchange, CancellationToken cancellationToken);

    /// <summary>Writes head and frames to the caller; a frame with a denial becomes a whole refusal, or the in-stream error form where the answer has begun.</summary>
    ValueTask WriteResponseAsync(Exchange exchange, IAsyncEnumerable<ResponseFrame> frames, CancellationToken cancellationToken);

    /// <summary>Writes a refusal in the caller's protocol. The response has not begun.</summary>
    ValueTask WriteDenialAsync(Exchange exchange, Denial denial, CancellationToken cancellationToken);
}
