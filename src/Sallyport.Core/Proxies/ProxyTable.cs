using System.Collections.Frozen;
using Sallyport.Core.Planes;

namespace Sallyport.Core.Proxies;

/// <summary>All proxies at one moment, for lookups on the request path. Immutable.</summary>
public sealed class ProxyTable
{
    /// <summary>No proxies.</summary>
    public static ProxyTable Empty { get; } = new([]);

    private readonly FrozenDictionary<string, ProxyEntry>[] _byName;
    private readonly FrozenDictionary<string, ProxyEntry> _byId;

    /// <summary>Indexes the entries.</summary>
    public ProxyTable(IReadOnlyList<ProxyEntry> entries)
    {
        Entries = entries;
        _byId = entries.ToFrozenDictionary(entry => entry.Config.Id, StringComparer.Ordinal);
        _byName = [.. Enum.GetValues<PlaneKind>().Select(kind => entries.Where(entry => entry.Config.Kind == kind).ToFrozenDictionary(entry => entry.Config.Name, StringComparer.Ordinal))];
    }

    /// <summary>All of them, by name.</summary>
    public IReadOnlyList<ProxyEntry> Entries { get; }

    /// <summary>The proxy of that kind and name, or null.</summary>
    public ProxyEntry? Find(PlaneKind kind, ReadOnlySpan<char> name) =>
        _byName[(int)kind].GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var entry) ? entry : null;

    /// <summary>The proxy with that id, or null.</summary>
    public ProxyEntry? Find(string id) => _byId.GetValueOrDefault(id);
}
