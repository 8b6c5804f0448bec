using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace Sallyport.Core.Access;

/// <summary>
/// The permissions that somebody holds. What changes a thing includes seeing it: <c>teams:write</c> brings <c>teams:read</c>, and
/// <c>keys:write</c> brings <c>keys:own</c>. A name that is not in the catalogue gives nothing.
/// </summary>
public sealed class Rights
{
    private static readonly FrozenDictionary<string, PermissionEntry> Known =
        Permissions.Catalogue.ToFrozenDictionary(permission => permission.Name, StringComparer.Ordinal);

    private readonly FrozenSet<string> _names;

    private Rights(FrozenSet<string> names)
    {
        _names = names;
        Reach = names.Count == 0 ? PermissionReach.Read : names.Max(name => Known[name].Reach);
        Names = [.. Permissions.Catalogue.Select(permission => permission.Name).Where(names.Contains)];
    }

    /// <summary>Nothing: of nobody, and of a role that does not exist.</summary>
    public static Rights None { get; } = new(FrozenSet<string>.Empty);

    /// <summary>The names, in the catalogue's order.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The farthest reach among them.</summary>
    public PermissionReach Reach { get; }

    /// <summary>The rights that these permissions give, with what they include.</summary>
    public static Rights Of(IEnumerable<string> names)
    {
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names.Where(Exists))
        {
            held.Add(name);
            if (name.EndsWith(":write", StringComparison.Ordinal))
            {
                var resource = name[..name.IndexOf(':', StringComparison.Ordinal)];
                held.UnionWith(new[] { $"{resource}:read", $"{resource}:own" }.Where(Exists));
            }
        }

        return held.Count == 0 ? None : new Rights(held.ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>The rights of a management request's person. Set by the sign-in; nobody's are none.</summary>
    public static Rights Of(HttpContext http) => http.Features.Get<Rights>() ?? None;

    /// <summary>Whether there is a permission of that name.</summary>
    public static bool Exists(string name) => Known.ContainsKey(name);

    /// <summary>Whether they hold that permission.</summary>
    public bool Has(string permission) => _names.Contains(permission);

    /// <summary>Whether they hold everything that the other ones do.</summary>
    public bool Cover(Rights other) => other._names.IsSubsetOf(_names);
}
