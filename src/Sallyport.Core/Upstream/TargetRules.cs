using System.Diagnostics.CodeAnalysis;

namespace Sallyport.Core.Upstream;

/// <summary>What a proxy's target may look like.</summary>
public static class TargetRules
{
    /// <summary>
    /// Parses a target. Refuses what could make two parsers disagree about the host (user info, backslashes, control characters) and what
    /// a target has no use for (query, fragment, dot segments).
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uri? target, [NotNullWhen(false)] out string? fault)
    {
        target = null;
        if (string.IsNullOrWhiteSpace(text) || text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character) || character == '\\'))
        {
            fault = "is empty or holds spaces, control characters or backslashes.";
            return false;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            fault = $"'{text}' is not an absolute http or https address.";
            return false;
        }

        fault = (uri.UserInfo.Length, uri.Query.Length, uri.Fragment.Length, uri.Host.Length) switch
        {
            ( > 0, _, _, _) => "must not hold a user name or password; store a credential instead.",
            (_, > 0, _, _) or (_, _, > 0, _) => "must not have a query or fragment.",
            (_, _, _, 0) => "has no host.",
            _ => null,
        };
        if (fault is not null)
        {
            return false;
        }

        target = new Uri(uri.GetLeftPart(UriPartial.Path).TrimEnd('/'));
        return true;
    }

    /// <summary>Whether a target is valid and lies on another server than a known one: by scheme, host or port. A secret entered for the one is not sent to the other.</summary>
    public static bool IsElsewhere(string? text, Uri known) =>
        TryParse(text, out var target, out _) && Uri.Compare(target, known, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) != 0;
}
