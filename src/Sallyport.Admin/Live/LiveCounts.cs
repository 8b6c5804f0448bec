using Sallyport.Core.Auditing;

namespace Sallyport.Admin.Live;

/// <summary>What happened since the counts were last sent.</summary>
internal struct LiveCounts
{
    internal int Requests { get; private set; }

    internal int Blocked { get; private set; }

    internal int Errors { get; private set; }

    internal long Tokens { get; private set; }

    internal decimal CostUsd { get; private set; }

    internal void Add(string outcome, ExchangeFigures figures)
    {
        Requests++;
        Blocked += outcome == ExchangeOutcome.Blocked ? 1 : 0;
        Errors += outcome == ExchangeOutcome.Failed ? 1 : 0;
        Tokens += figures.InputTokens + figures.OutputTokens;
        CostUsd += figures.CostUsd ?? 0;
    }
}
