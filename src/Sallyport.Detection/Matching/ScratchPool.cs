using System.Collections.Concurrent;

namespace Sallyport.Detection.Matching;

/// <summary>Keeps working memory between scans.</summary>
internal sealed class ScratchPool(RuleTable table)
{
    private const int MaxKept = 64;

    private readonly ConcurrentQueue<ScanScratch> _idle = new();
    private ScanScratch? _hot;

    /// <summary>Takes a cleared scratch.</summary>
    public ScanScratch Rent() =>
        Interlocked.Exchange(ref _hot, null) ?? (_idle.TryDequeue(out var scratch) ? scratch : new ScanScratch(table));

    /// <summary>Gives it back.</summary>
    public void Return(ScanScratch scratch)
    {
        scratch.Clear();
        if (Interlocked.CompareExchange(ref _hot, scratch, null) is not null && _idle.Count < MaxKept)
        {
            _idle.Enqueue(scratch);
        }
    }
}
