using System.ComponentModel.DataAnnotations;
using Sallyport.Core.Access;
using Sallyport.Core.Api;

namespace Sallyport.Identity.ApiKeys;

/// <summary>The body that makes a key.</summary>
public sealed class ApiKeyRequest
{
    private const int MaxDays = 3650;

    /// <summary>For people, 1 to 64 characters.</summary>
    [StringLength(64, MinimumLength = 1)]
    public string? Name { get; init; }

    /// <summary>The team whose grants it uses; none makes a personal key.</summary>
    [MaxLength(64)]
    public string? TeamId { get; init; }

    /// <summary>Days until it ends, 1 to 3650; none means it does not end.</summary>
    [Range(1, MaxDays)]
    public int? ExpiresInDays { get; init; }

    internal FaultList FindFaults(ITeamDirectory teams)
    {
        var faults = new FaultList();
        faults.Require(Name?.Trim().Length is >= 1 and <= 64, "name", "The name must have 1 to 64 characters.");
        faults.Require(ExpiresInDays is null or (>= 1 and <= MaxDays), "expires_in_days", $"Must be 1 to {MaxDays}.");
        faults.Require(TeamId is null || teams.FindName(TeamId) is not null, "team_id", $"There is no team '{TeamId}'.");
        return faults;
    }
}
