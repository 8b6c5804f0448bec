using System.ComponentModel.DataAnnotations;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Proxies;
using Sallyport.Identity.ApiKeys;

namespace Sallyport.Identity.Tokens;

/// <summary>The body that makes an access token.</summary>
public sealed class TokenRequest
{
    /// <summary>For people and the audit trail, 1 to 64 characters. Default: the user's name.</summary>
    [StringLength(64, MinimumLength = 1)]
    public string? Name { get; init; }

    /// <summary>Seconds until it ends, from 60; at most <c>Tokens:MaxLifetime</c>. Default: <c>Tokens:DefaultLifetime</c>.</summary>
    [Range(60, 86_400)]
    public int? ExpiresInSeconds { get; init; }

    /// <summary>The user it is for, by id. Default: oneself. Others take the permission keys:write and no less rights than theirs.</summary>
    [MaxLength(64)]
    public string? UserId { get; init; }

    /// <summary>The team whose grants it uses, which takes the permission keys:write; none makes a personal token.</summary>
    [MaxLength(64)]
    public string? TeamId { get; init; }

    /// <summary>What it is narrowed to.</summary>
    public KeyScope? Scope { get; init; }

    internal FaultList FindFaults(ITeamDirectory teams, ProxyTable proxies, TokenOptions options)
    {
        var faults = new FaultList();
        var most = (int)options.MaxLifetime.TotalSeconds;
        faults.Require(Name is null || Name.Trim().Length is >= 1 and <= 64, "name", "The name must have 1 to 64 characters.");
        faults.Require(ExpiresInSeconds is null || (ExpiresInSeconds >= 60 && ExpiresInSeconds <= most), "expires_in_seconds", $"Must be 60 to {most}.");
        faults.Require(TeamId is null || teams.FindName(TeamId) is not null, "team_id", $"There is no team '{TeamId}'.");
        Scope?.FindFaults("scope", proxies, faults);
        return faults;
    }
}
