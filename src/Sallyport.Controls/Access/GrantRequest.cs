using System.ComponentModel.DataAnnotations;
using Sallyport.Core.Access;
using Sallyport.Core.Api;

namespace Sallyport.Controls.Access;

/// <summary>One grant in a body.</summary>
public sealed class GrantRequest
{
    private const int MaxPerMinute = 1_000_000;
    private const int MaxModels = 100;

    /// <summary>The proxy.</summary>
    [MaxLength(64)]
    public string? ProxyId { get; init; }

    /// <summary>Requests a minute for each key; none means the default limit, 0 none.</summary>
    [Range(0, MaxPerMinute)]
    public int? RateLimitPerMinute { get; init; }

    /// <summary>The models it is for, as names in which <c>*</c> stands for any characters and <c>?</c> for one; none or empty means all.</summary>
    [MaxLength(MaxModels)]
    public IReadOnlyList<string>? AllowedModels { get; init; }

    /// <summary>The models it is not for, whatever case they are written in; wins over the models it is for.</summary>
    [MaxLength(MaxModels)]
    public IReadOnlyList<string>? DeniedModels { get; init; }

    internal static void FindFaults(IReadOnlyList<GrantRequest>? grants, IReadOnlySet<string> proxyIds, FaultList faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < (grants?.Count ?? 0); i++)
        {
            var grant = grants?[i];
            var id = grant?.ProxyId ?? "";
            faults.Require(proxyIds.Contains(id), $"proxies[{i}].proxy_id", $"There is no proxy '{id}'.");
            faults.Require(seen.Add(id), $"proxies[{i}].proxy_id", $"The proxy '{id}' is named twice.");
            faults.Require(
                grant?.RateLimitPerMinute is null or (>= 0 and <= MaxPerMinute),
                $"proxies[{i}].rate_limit_per_minute",
                $"Must be 0 (no limit) to {MaxPerMinute}.");
            FindFaults(grant?.AllowedModels, $"proxies[{i}].allowed_models", faults);
            FindFaults(grant?.DeniedModels, $"proxies[{i}].denied_models", faults);
        }
    }

    internal static IReadOnlyList<ProxyGrant> ToGrants(IReadOnlyList<GrantRequest> grants) =>
        [.. grants.Select(grant => new ProxyGrant(grant.ProxyId ?? "", grant.RateLimitPerMinute)
        {
            AllowedModels = grant.AllowedModels ?? [], DeniedModels = grant.DeniedModels ?? [],
        })];

    private static void FindFaults(IReadOnlyList<string>? patterns, string member, FaultList faults)
    {
        faults.Require(patterns is null or { Count: <= MaxModels }, member, $"At most {MaxModels} models.");
        foreach (var pattern in patterns ?? [])
        {
            faults.Require(ModelPattern.IsValid(pattern), member, $"A model must have 1 to {ModelPattern.MaxLength} characters, none of them blank or a backslash.");
        }
    }
}
