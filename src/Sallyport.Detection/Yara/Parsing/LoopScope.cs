namespace Sallyport.Detection.Yara.Parsing;

/// <summary>The loops around a place in a condition.</summary>
internal sealed class LoopScope
{
    /// <summary>Most loops inside one another, as in YARA.</summary>
    public const int MaxLoops = 4;

    private readonly List<string> _variables = [];

    /// <summary>How many loops over strings are around the place.</summary>
    public int StringLoops { get; set; }

    /// <summary>How many loops are around the place.</summary>
    public int Depth => _variables.Count + StringLoops;

    /// <summary>Opens a loop over numbers and gives its slot.</summary>
    public int Open(string variable)
    {
        _variables.Add(variable);
        return _variables.Count - 1;
    }

    /// <summary>Closes the innermost loop over numbers.</summary>
    public void Close() => _variables.RemoveAt(_variables.Count - 1);

    /// <summary>The slot of a variable; below zero when there is none.</summary>
    public int Find(string variable) => _variables.LastIndexOf(variable);
}
