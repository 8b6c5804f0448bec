namespace Sallyport.Core.Api;

/// <summary>Endpoint metadata: the members a list sorts by, for the API's description.</summary>
/// <param name="names">Their names, as <see cref="PageRequest.Sort"/> takes them.</param>
public sealed class SortMembers(IEnumerable<string> names)
{
    /// <summary>The names.</summary>
    public IReadOnlyList<string> Names { get; } = [.. names];
}
