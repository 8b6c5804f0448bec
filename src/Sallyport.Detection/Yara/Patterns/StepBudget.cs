namespace Sallyport.Detection.Yara.Patterns;

/// <summary>How much work a scan may still do. Running out makes the result partial; it never makes it wrong in silence.</summary>
internal sealed class StepBudget
{
    private long _left;

    /// <summary>Whether it ran out.</summary>
    public bool IsSpent => _left < 0;

    /// <summary>Starts anew.</summary>
    public void Refill(long steps) => _left = steps;

    /// <summary>Takes steps off; false when there are not enough.</summary>
    public bool TrySpend(int steps) => (_left -= steps) >= 0;
}
