using Sallyport.Identity.ApiKeys;

namespace Sallyport.Identity.Tokens;

/// <summary>What an access token says, once its signature holds.</summary>
public sealed record AccessToken
{
    /// <summary>No setting lets a token live longer, so that what ends tokens may be forgotten then.</summary>
    public static TimeSpan LongestLife { get; } = TimeSpan.FromHours(24);

    /// <summary>Its <c>jti</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Its name, for people.</summary>
    public required string Name { get; init; }

    /// <summary>The user whose rights it narrows (<c>sub</c>).</summary>
    public required string UserId { get; init; }

    /// <summary>The team whose grants it uses, or null.</summary>
    public string? TeamId { get; init; }

    /// <summary>The session in which it was made, or null.</summary>
    public string? SessionId { get; init; }

    /// <summary>When it was made, to the second.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it ends, to the second.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What it is narrowed to, or null.</summary>
    public KeyScope? Scope { get; init; }

    internal static bool IsId(string text) => text.Length is >= 8 and <= 64 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');
}
