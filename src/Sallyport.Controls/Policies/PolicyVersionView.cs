using System.Text.Json;
using Sallyport.Controls.Guardrails;

namespace Sallyport.Controls.Policies;

/// <summary>One version of a policy.</summary>
/// <param name="Version">Counts the policy's saves from 1.</param>
/// <param name="SavedAt">When it was saved.</param>
/// <param name="SavedBy">Who saved it; empty for policies that are older than this history.</param>
/// <param name="Comment">Why, in their words.</param>
/// <param name="IsCurrent">Whether it is the one in force.</param>
/// <param name="Document">The policy as it was; left out in lists.</param>
public sealed record PolicyVersionView(long Version, DateTimeOffset SavedAt, string SavedBy, string Comment, bool IsCurrent, JsonElement? Document)
{
    internal static PolicyVersionView Of(StoredPolicy policy, StoredPolicy? current) => new(
        policy.Version,
        policy.UpdatedAt,
        policy.SavedBy,
        policy.Comment,
        policy.Version == current?.Version,
        policy.Json.Length == 0 ? null : JsonElement.Parse(policy.Json));
}
