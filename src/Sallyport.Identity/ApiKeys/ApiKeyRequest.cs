using System.ComponentModel.DataAnnotations;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Proxies;

namespace Sallyport.Identity.ApiKeys;

/// <summary>The body that makes a key.</summary>
public sealed class ApiKeyRequest
{
    internal const int LongestDescription = 500;
    internal const int MostTags = 20;
    private const int MaxDays = 3650;

    /// <summary>For people, 1 to 64 characters.</summary>
    [StringLength(64, MinimumLength = 1)]
    public string? Name { get; init; }

    /// <summary>What it is for, at most 500 characters.</summary>
    [MaxLength(LongestDescription)]
    public string? Description { get; init; }

    /// <summary>Words to find it by: at most 20, each 1 to 32 characters.</summary>
    [MaxLength(MostTags)]
    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];

    /// <summary>The team whose grants it uses; none makes a personal key.</summary>
    [MaxLength(64)]
    public string? TeamId { get; init; }

    /// <summary>Days until it ends, 1 to 3650; none means it does not end.</summary>
    [Range(1, MaxDays)]
    public int? ExpiresInDays { get; init; }

    /// <summary>When it ends, in place of <see cref="ExpiresInDays"/>: a time to come, at most 3650 days ahead.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What it is narrowed to; none leaves it all rights of its owner or team.</summary>
    public KeyScope? Scope { get; init; }

    internal FaultList FindFaults(ITeamDirectory teams, ProxyTable proxies, DateTimeOffset now)
    {
        var faults = new FaultList();
        faults.Require(Name?.Trim().Length is >= 1 and <= 64, "name", "The name must have 1 to 64 characters.");
        faults.Require(ExpiresInDays is null or (>= 1 and <= MaxDays), "expires_in_days", $"Must be 1 to {MaxDays}.");
        faults.Require(ExpiresAt is null || (ExpiresAt > now && ExpiresAt <= now.AddDays(MaxDays)), "expires_at", $"Must lie ahead, by at most {MaxDays} days.");
        faults.Require(ExpiresAt is null || ExpiresInDays is null, "expires_at", "Give either expires_at or expires_in_days.");
        faults.Require(TeamId is null || teams.FindName(TeamId) is not null, "team_id", $"There is no team '{TeamId}'.");
        FindFaults(Description, Tags, Scope, proxies, faults);
        return faults;
    }

    internal static void FindFaults(string? description, IReadOnlyList<string>? tags, KeyScope? scope, ProxyTable proxies, FaultList faults)
    {
        faults.Require(description is null or { Length: <= LongestDescription }, "description", $"Must have at most {LongestDescription} characters.");
        faults.Require(
            tags is null || (tags.Count <= MostTags && tags.All(tag => tag?.Trim().Length is >= 1 and <= 32)), "tags", $"Must be at most {MostTags} words of 1 to 32 characters.");
        scope?.FindFaults("scope", proxies, faults);
    }

    internal static IReadOnlyList<string> Clean(IReadOnlyList<string> tags) => [.. tags.Select(tag => tag.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The key to make, without its secret parts.</summary>
    internal NewApiKey ToKey(ProxyTable proxies, DateTimeOffset now) => new(Name?.Trim() ?? "", TeamId, ExpiresAt ?? (ExpiresInDays is { } days ? now.AddDays(days) : null))
    {
        Description = Description?.Trim() ?? "",
        Tags = Clean(Tags),
        Scope = Scope?.Normalise(proxies),
    };
}
