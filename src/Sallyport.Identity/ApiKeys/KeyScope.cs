using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Network;
using Sallyport.Core.Planes;
using Sallyport.Core.Proxies;

namespace Sallyport.Identity.ApiKeys;

/// <summary>
/// What a key or access token is narrowed to, as people write and see it. It only takes away from the rights of its owner or team.
/// </summary>
public sealed record KeyScope
{
    private const int MostEntries = 64;
    private const int MostRequests = 100_000_000;
    private const int MostTokens = 2_000_000_000;

    /// <summary>The proxies it may be used on, by id or name, at most 64; shown by id. Empty leaves all that the owner or team may use.</summary>
    [MaxLength(MostEntries)]
    public IReadOnlyList<string> Proxies { get; init => field = value ?? []; } = [];

    /// <summary>The models it may be used for, at most 64; <c>*</c> stands for any characters and <c>?</c> for one. Empty leaves all.</summary>
    [MaxLength(MostEntries)]
    public IReadOnlyList<string> Models { get; init => field = value ?? []; } = [];

    /// <summary>Addresses and networks (CIDR) from which it works, at most 64. Empty is from everywhere.</summary>
    [MaxLength(MostEntries)]
    public IReadOnlyList<string> Networks { get; init => field = value ?? []; } = [];

    /// <summary>When it works, at most 64; any one suffices. Empty is always.</summary>
    [MaxLength(MostEntries)]
    public IReadOnlyList<OpenHours> Hours { get; init => field = value ?? []; } = [];

    /// <summary>Requests a minute on all proxies together, from 1; null sets no limit besides the grant's.</summary>
    [Range(1, MostRequests)]
    public int? RequestsPerMinute { get; init; }

    /// <summary>Requests an hour, counted from each full hour on (UTC), from 1; null is no limit.</summary>
    [Range(1, MostRequests)]
    public int? RequestsPerHour { get; init; }

    /// <summary>Requests a day (UTC), from 1; null is no limit.</summary>
    [Range(1, MostRequests)]
    public int? RequestsPerDay { get; init; }

    /// <summary>Input and output tokens of models a day (UTC), from 1; null is no limit. The request that reaches it is still answered.</summary>
    [Range(1, MostTokens)]
    public int? ModelTokensPerDay { get; init; }

    /// <summary>From its stored form; empty is none.</summary>
    public static KeyScope? Read(string json) => json.Length == 0 ? null : JsonSerializer.Deserialize<KeyScope>(json, ApiJson.Options);

    /// <summary>For the store.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, ApiJson.Options);

    internal void FindFaults(string member, ProxyTable proxies, FaultList faults)
    {
        foreach (var (list, name) in ((int, string)[])[(Proxies.Count, "proxies"), (Models.Count, "models"), (Networks.Count, "networks"), (Hours.Count, "hours")])
        {
            faults.Require(list <= MostEntries, $"{member}.{name}", $"Must have at most {MostEntries} entries.");
        }

        RequireEach(Proxies, $"{member}.proxies", proxy => Resolve(proxy, proxies) is not null, "There is no such proxy.", faults);
        RequireEach(Models, $"{member}.models", ModelPattern.IsValid, $"Must have 1 to {ModelPattern.MaxLength} characters, none of them blank or a backslash.", faults);
        RequireEach(Networks, $"{member}.networks", entry => TrustedProxies.TryParse(entry, out _), "Must be an address or a network such as 192.0.2.0/24.", faults);
        for (var i = 0; i < Hours.Count; i++)
        {
            // The reader takes a null in an array for a value.
            faults.Require(Hours[i] is not null, $"{member}.hours[{i}]", "Must be a span of hours.");
            Hours[i]?.FindFaults($"{member}.hours[{i}]", faults);
        }

        RequireLimit(RequestsPerMinute, MostRequests, $"{member}.requests_per_minute", faults);
        RequireLimit(RequestsPerHour, MostRequests, $"{member}.requests_per_hour", faults);
        RequireLimit(RequestsPerDay, MostRequests, $"{member}.requests_per_day", faults);
        RequireLimit(ModelTokensPerDay, MostTokens, $"{member}.model_tokens_per_day", faults);
    }

    /// <summary>With the ids of its proxies: a name may later be another proxy's. Null where it narrows nothing.</summary>
    internal KeyScope? Normalise(ProxyTable proxies)
    {
        var resolved = this with { Proxies = [.. Proxies.Select(proxy => Resolve(proxy, proxies) ?? proxy).Distinct(StringComparer.Ordinal)] };
        return resolved.ToJson() == new KeyScope().ToJson() ? null : resolved;
    }

    private static string? Resolve(string proxy, ProxyTable proxies)
    {
        if (proxies.Find(proxy) is { } byId)
        {
            return byId.Config.Id;
        }

        return Enum.GetValues<PlaneKind>().Select(kind => proxies.Find(kind, proxy)?.Config.Id).FirstOrDefault(id => id is not null);
    }

    private static void RequireLimit(int? limit, int most, string member, FaultList faults) =>
        faults.Require(limit is null || (limit >= 1 && limit <= most), member, $"Must be 1 to {most}.");

    private static void RequireEach(IReadOnlyList<string> entries, string member, Func<string, bool> holds, string fault, FaultList faults)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            // The reader takes a null in an array for a text.
            faults.Require(entries[i] is not null && holds(entries[i]), $"{member}[{i}]", fault);
        }
    }
}
