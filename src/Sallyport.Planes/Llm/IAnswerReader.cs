using Sallyport.Core.Exchanges;

namespace Sallyport.Planes.Llm;

/// <summary>Reads an upstream's answer frame by frame.</summary>
internal interface IAnswerReader : IDisposable
{
    /// <summary>The next frame, or null behind the last. Synchronous where the bytes are already here.</summary>
    ValueTask<ResponseFrame?> NextAsync(CancellationToken cancellationToken);
}
