using Sallyport.Controls.Outside;

namespace Sallyport.Tests.Controls.Outside;

/// <summary>A detector that does what the test says, and counts how often it is asked.</summary>
internal sealed class ScriptedDetector(Func<CancellationToken, Task<OutsideAnswer>> answer) : IOutsideDetector
{
    private int _asked;

    internal int Asked => _asked;

    public Task<OutsideAnswer> AskAsync(OutsideQuestion question, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        return answer(cancellationToken);
    }
}
