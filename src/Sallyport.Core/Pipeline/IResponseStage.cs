using Sallyport.Core.Exchanges;

namespace Sallyport.Core.Pipeline;

/// <summary>One step on the way back. Gets the answer frame by frame; a stage with nothing to do returns <c>frames</c> itself.</summary>
public interface IResponseStage
{
    /// <summary>Wraps the frames. A refusal is a last frame with <see cref="ResponseFrame.Denial"/> set.</summary>
    IAsyncEnumerable<ResponseFrame> ApplyAsync(IAsyncEnumerable<ResponseFrame> frames, Exchange exchange, CancellationToken cancellationToken);
}
