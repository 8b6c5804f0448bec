namespace Sallyport.Core.Api;

/// <summary>Cuts pages out of lists that fit into memory.</summary>
public static class PagedList
{
    /// <summary>
    /// Filters by <see cref="PageRequest.Search"/>, sorts by <see cref="PageRequest.Sort"/> and cuts the page. An unknown sort
    /// member leaves the given order.
    /// </summary>
    public static PagedList<T> From<T>(
        IEnumerable<T> all,
        PageRequest request,
        Func<T, string> searched,
        IReadOnlyDictionary<string, Func<T, IComparable?>> sorts)
    {
        var matching = string.IsNullOrEmpty(request.Search)
            ? all
            : all.Where(item => searched(item).Contains(request.Search, StringComparison.OrdinalIgnoreCase));
        var sort = request.Sort ?? "";
        var isDescending = sort.StartsWith('-');
        if (sorts.TryGetValue(sort.TrimStart('-'), out var member))
        {
            matching = isDescending ? matching.OrderByDescending(member) : matching.OrderBy(member);
        }

        var items = matching.ToList();
        var skipped = (long)(request.EffectivePage - 1) * request.EffectiveLimit;
        IReadOnlyList<T> page = skipped >= items.Count ? [] : [.. items.Skip((int)skipped).Take(request.EffectiveLimit)];
        return new PagedList<T>(page, request.EffectivePage, request.EffectiveLimit, items.Count);
    }
}
