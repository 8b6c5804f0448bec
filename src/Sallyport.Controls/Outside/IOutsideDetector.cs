namespace Sallyport.Controls.Outside;

/// <summary>
/// Something outside of the engine that judges texts and may take its time. What it does wrong is a value, not an exception; deadline, number
/// of questions at a time and rest after failures are kept by <see cref="GuardedDetector"/> for all of them.
/// </summary>
public interface IOutsideDetector
{
    /// <summary>Judges the texts of one question.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled: the deadline has passed, or the caller left.</exception>
    Task<OutsideAnswer> AskAsync(OutsideQuestion question, CancellationToken cancellationToken);
}
