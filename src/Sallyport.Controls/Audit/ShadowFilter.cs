using System.Text.Json;
using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.Audit;

/// <summary>
/// Finds exchanges by what policies in shadow mode would have done. The details of an exchange hold it as a member that no other text in
/// them can imitate, since quotes inside of texts are escaped; so it needs no column that every exchange would pay for.
/// </summary>
public static class ShadowFilter
{
    /// <summary>The value that stands for any action.</summary>
    public const string Any = "any";

    /// <summary>The member of the details.</summary>
    public const string Member = "would_be";

    /// <summary>What to look for in the details; null where the action is none that exists, for which nothing is found.</summary>
    public static string? TextOf(string action) =>
        action == Any ? $"\"{Member}\":\"{ShadowJudgement.Prefix}"
        : ShadowJudgement.KnownActions.Contains(action) ? $"\"{Member}\":\"{action}\""
        : null;

    /// <summary>What the details of an exchange say.</summary>
    internal static string? ActionIn(string details)
    {
        // Most exchanges have no such policy: their details are not parsed for it.
        if (!details.Contains($"\"{Member}\":\"", StringComparison.Ordinal))
        {
            return null;
        }

        using var document = JsonDocument.Parse(details);
        return document.RootElement.TryGetProperty("shadow", out var shadow) && shadow.TryGetProperty(Member, out var action) ? action.GetString() : null;
    }
}
