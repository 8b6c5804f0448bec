namespace Sallyport.Core.Limits;

/// <summary>One place of a <see cref="WorkLimit"/>, used by one piece of work. Disposing it gives it back; a second time does nothing.</summary>
public sealed class WorkPlace : IDisposable
{
    private readonly WorkLimit _limit;
    private bool _hasTurn;
    private bool _hasLeft;

    internal WorkPlace(WorkLimit limit) => _limit = limit;

    /// <summary>Waits until the work may begin.</summary>
    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        await _limit.WaitAsync(cancellationToken);
        _hasTurn = true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_hasLeft)
        {
            _hasLeft = true;
            _limit.Leave(_hasTurn);
        }
    }
}
