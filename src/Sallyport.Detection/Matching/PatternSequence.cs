namespace Sallyport.Detection.Matching;

/// <summary>Parts one after the other, summed up as they are read: all rules are read at the start, and most parts are single characters.
/// A value that changes: to be kept in a variable.</summary>
internal struct PatternSequence
{
    private static readonly string[] Nothing = [""];
    private static readonly string[] Gap = [PatternNode.Gap];

    private List<string[]>? _factors;
    private string[] _run;
    private string[]? _openings;
    private int _max;
    private bool _startsAtEdge;

    /// <summary>Begins with nothing.</summary>
    public PatternSequence() => _run = Nothing;

    /// <summary>Puts a part behind the others.</summary>
    public void Add(in PatternNode part)
    {
        _startsAtEdge |= _max == 0 && part.StartsAtEdge;
        _max += part.Max;
        if (part.Exact is { } exact && exact.Length * _run.Length <= PatternNode.MaxExact)
        {
            _run = LiteralProduct.Of(_run, exact);
            return;
        }

        if (_factors is null)
        {
            var opens = part.Exact is null && part.Openings is { } beginning && beginning.Length * _run.Length <= PatternNode.MaxExact;
            _openings = opens ? LiteralProduct.Of(_run, part.Openings ?? []) : _run;
            _factors = [];
        }

        Keep(part.IsGap ? LiteralProduct.Of(_run, Gap) : _run, _factors);
        _factors.AddRange(part.Factors);
        _run = part.IsGap ? Gap : part.Exact ?? Nothing;
    }

    /// <summary>The whole.</summary>
    public readonly PatternNode ToNode()
    {
        if (_factors is null)
        {
            return new PatternNode(_max, _run, [], StartsAtEdge: _startsAtEdge);
        }

        Keep(_run, _factors);
        return new PatternNode(_max, null, [.. _factors], Openings: _openings is [""] ? null : _openings, StartsAtEdge: _startsAtEdge);
    }

    private static void Keep(string[] set, List<string[]> factors)
    {
        if (!LiteralProduct.HoldsNothing(set))
        {
            factors.Add(set);
        }
    }
}
