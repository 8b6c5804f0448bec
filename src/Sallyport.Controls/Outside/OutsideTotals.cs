namespace Sallyport.Controls.Outside;

/// <summary>What a detector was asked since the gateway started. The exchanges' own records hold each question for good.</summary>
internal sealed class OutsideTotals
{
    private readonly Lock _gate = new();
    private OutsideTotalsView _sum = new();

    internal OutsideTotalsView Read()
    {
        lock (_gate)
        {
            return _sum;
        }
    }

    internal void Add(OutsideAnswer answer, TimeSpan elapsed)
    {
        lock (_gate)
        {
            _sum = _sum with
            {
                Asked = _sum.Asked + 1,
                Found = _sum.Found + (answer.Verdict is { Category: not null } ? 1 : 0),
                Failed = _sum.Failed + (answer.Fault is not null ? 1 : 0),
                TotalMs = Math.Round(_sum.TotalMs + elapsed.TotalMilliseconds, 1),
                InputTokens = _sum.InputTokens + answer.InputTokens,
                OutputTokens = _sum.OutputTokens + answer.OutputTokens,
                CostUsd = _sum.CostUsd + (answer.CostUsd ?? 0),
                LastFault = answer.Fault ?? _sum.LastFault,
            };
        }
    }
}
