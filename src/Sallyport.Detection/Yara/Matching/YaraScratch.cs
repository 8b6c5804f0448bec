using Sallyport.Detection.Yara.Patterns;

namespace Sallyport.Detection.Yara.Matching;

/// <summary>The working memory of one scan, reused.</summary>
internal sealed class YaraScratch
{
    private const long StepsPerByte = 512;
    private const long FreeSteps = 4_000_000;

    private const int MaxMatches = 1_000_000;
    private const int MaxKeptMatches = 50_000;

    private readonly MatchList?[] _lists;
    private readonly List<int> _used = [];
    private int _count;
    private bool _hasOverflown;

    public YaraScratch(int slots, int rules, int loops)
    {
        _lists = new MatchList?[slots];
        Verdicts = new bool[rules];
        Variables = new long?[loops];
    }

    /// <summary>Runs programs.</summary>
    public ByteMachine Machine { get; } = new();

    /// <summary>What may still be spent on looking closer and on conditions.</summary>
    public StepBudget Budget { get; } = new();

    /// <summary>Which rules hold, by number.</summary>
    public bool[] Verdicts { get; }

    /// <summary>Loop variables by slot.</summary>
    public long?[] Variables { get; }

    /// <summary>Whether a limit cut the scan short.</summary>
    public bool IsPartial => _hasOverflown || Budget.IsSpent;

    /// <summary>Whether it has grown so large that it is better forgotten: a hostile text must not hold memory after its scan.</summary>
    public bool IsBloated => _count > MaxKeptMatches;

    /// <summary>Whether any string was found.</summary>
    public bool HasMatches => _used.Count > 0;

    /// <summary>Makes it ready for a text.</summary>
    public void Start(int length)
    {
        _used.ForEach(slot => _lists[slot]?.Clear());
        _used.Clear();
        _hasOverflown = false;
        _count = 0;
        Array.Clear(Verdicts);
        Budget.Refill(FreeSteps + (StepsPerByte * length));
    }

    /// <summary>Gives conditions a budget of their own: a text that wears out one expression must not silence the rules whose strings were found.</summary>
    public void StartJudging(int length)
    {
        _hasOverflown |= Budget.IsSpent;
        Budget.Refill(FreeSteps + (StepsPerByte * length));
    }

    /// <summary>The matches of a slot; null when there are none.</summary>
    public MatchList? Matches(int slot) => _lists[slot] is { Count: > 0 } list ? list : null;

    /// <summary>Adds a match.</summary>
    public void Add(int slot, int offset, int length, bool replaces)
    {
        var list = _lists[slot] ??= new MatchList();
        if (list.Count == 0)
        {
            _used.Add(slot);
        }

        _hasOverflown |= ++_count > MaxMatches || !list.TryAdd(offset, length, replaces);
    }
}
