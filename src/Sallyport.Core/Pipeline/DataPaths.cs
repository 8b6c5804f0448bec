using Sallyport.Core.Planes;

namespace Sallyport.Core.Pipeline;

/// <summary>The path prefixes of the data planes on the main listener.</summary>
public static class DataPaths
{
    private static readonly (string Prefix, PlaneKind Kind)[] Prefixes = [("/llm/", PlaneKind.Llm)];

    /// <summary>Whether the path belongs to a data plane.</summary>
    /// <param name="path">The request's path.</param>
    /// <param name="kind">The plane.</param>
    /// <param name="rest">Where the proxy's name begins.</param>
    public static bool TryMatch(string path, out PlaneKind kind, out int rest)
    {
        foreach (var (prefix, candidate) in Prefixes)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal))
            {
                kind = candidate;
                rest = prefix.Length;
                return true;
            }
        }

        kind = default;
        rest = 0;
        return false;
    }
}
