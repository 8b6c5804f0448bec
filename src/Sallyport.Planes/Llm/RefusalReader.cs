using Sallyport.Core.Exchanges;

namespace Sallyport.Planes.Llm;

/// <summary>An answer that is nothing but a refusal.</summary>
/// <param name="denial">The refusal.</param>
internal sealed class RefusalReader(Denial denial) : IAnswerReader
{
    private bool _isRead;

    public ValueTask<ResponseFrame?> NextAsync(CancellationToken cancellationToken)
    {
        var frame = _isRead ? null : ResponseFrame.Refusal(denial);
        _isRead = true;
        return new(frame);
    }

    public void Dispose()
    {
    }
}
