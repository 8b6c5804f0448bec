using System.ComponentModel.DataAnnotations;
using Sallyport.Core.Api;

namespace Sallyport.Controls.Access;

/// <summary>The question who may use what. Exactly one of key, user and team is asked about.</summary>
public sealed class ExplainRequest
{
    /// <summary>An API key, by its id.</summary>
    [MaxLength(64)]
    public string? KeyId { get; init; }

    /// <summary>A user, by id: what a personal key of theirs may do.</summary>
    [MaxLength(64)]
    public string? UserId { get; init; }

    /// <summary>A team, by id: what a key of it may do.</summary>
    [MaxLength(64)]
    public string? TeamId { get; init; }

    /// <summary>The proxy, by id or name.</summary>
    [MaxLength(64)]
    public string? Proxy { get; init; }

    /// <summary>The model; none asks about the proxy alone.</summary>
    [MaxLength(256)]
    public string? Model { get; init; }

    internal FaultList FindFaults()
    {
        var faults = new FaultList();
        var subjects = new[] { KeyId, UserId, TeamId }.Count(subject => !string.IsNullOrEmpty(subject));
        faults.Require(subjects == 1, "key_id", "Name exactly one of key_id, user_id and team_id.");
        faults.Require(!string.IsNullOrEmpty(Proxy), "proxy", "Name the proxy.");
        faults.Require(Model is null or { Length: <= 256 }, "model", "The model must have at most 256 characters.");
        return faults;
    }
}
