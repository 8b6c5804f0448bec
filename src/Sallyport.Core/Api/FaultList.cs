namespace Sallyport.Core.Api;

/// <summary>Collects every fault of a request body by member, so that callers see all at once.</summary>
public sealed class FaultList
{
    private readonly Dictionary<string, List<string>> _faults = new(StringComparer.Ordinal);

    /// <summary>Whether nothing was found.</summary>
    public bool IsEmpty => _faults.Count == 0;

    /// <summary>Adds a fault of a member.</summary>
    public void Add(string member, string fault)
    {
        if (!_faults.TryGetValue(member, out var faults))
        {
            _faults[member] = faults = [];
        }

        faults.Add(fault);
    }

    /// <summary>Adds a fault where the condition fails.</summary>
    public void Require(bool holds, string member, string fault)
    {
        if (!holds)
        {
            Add(member, fault);
        }
    }

    /// <summary>The refusal that lists them.</summary>
    public ApiProblem ToProblem() =>
        ApiProblem.Invalid(_faults.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal));
}
