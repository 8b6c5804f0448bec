using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Sallyport.Identity.Authentication;

/// <summary>The API key a request shows, from whichever header its client library uses. A view of the header: nothing is copied.</summary>
internal readonly ref struct PresentedKey
{
    private const string BearerPrefix = "Bearer ";

    private PresentedKey(ReadOnlySpan<char> key, bool isAmbiguous)
    {
        Key = key;
        IsAmbiguous = isAmbiguous;
    }

    /// <summary>The key, or empty.</summary>
    internal ReadOnlySpan<char> Key { get; }

    /// <summary>Whether the request shows more than one.</summary>
    internal bool IsAmbiguous { get; }

    /// <summary>
    /// Reads the headers. Two different keys are refused rather than ranked: gateway and upstream, or two people, could disagree on
    /// which one counts. The same key twice is one key.
    /// </summary>
    internal static PresentedKey Read(IHeaderDictionary headers)
    {
        ReadOnlySpan<char> found = default;
        return Add(ref found, headers.Authorization, isAuthorization: true)
            && Add(ref found, headers["X-API-Key"], isAuthorization: false)
            && Add(ref found, headers["api-key"], isAuthorization: false)
            && Add(ref found, headers["x-goog-api-key"], isAuthorization: false)
            ? new PresentedKey(found, false)
            : new PresentedKey(default, true);
    }

    private static bool Add(ref ReadOnlySpan<char> found, StringValues header, bool isAuthorization)
    {
        if (header.Count != 1)
        {
            return header.Count == 0;
        }

        var value = header[0].AsSpan();
        if (isAuthorization)
        {
            value = value.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase) ? value[BearerPrefix.Length..].Trim() : default;
        }

        if (value.IsEmpty || found.SequenceEqual(value))
        {
            return true;
        }

        var isFirst = found.IsEmpty;
        found = value;
        return isFirst;
    }
}
