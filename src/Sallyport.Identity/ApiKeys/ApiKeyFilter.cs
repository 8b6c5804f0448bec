using System.Text.Json;
using Microsoft.AspNetCore.Mvc;

namespace Sallyport.Identity.ApiKeys;

/// <summary>What the list of API keys can be narrowed to, beside its page; bind with <c>[AsParameters]</c>.</summary>
public sealed record ApiKeyFilter
{
    /// <summary>Id of the team the keys belong to.</summary>
    [FromQuery(Name = "team")]
    public string? Team { get; init; }

    /// <summary>Whether the keys work: active, expired, revoked or owner_disabled.</summary>
    [FromQuery(Name = "status")]
    public string? Status { get; init; }

    /// <summary>A tag that the keys have; case does not count.</summary>
    [FromQuery(Name = "tag")]
    public string? Tag { get; init; }

    internal bool Takes(ApiKeyView key) =>
        (string.IsNullOrEmpty(Tag) || key.Tags.Contains(Tag, StringComparer.OrdinalIgnoreCase)) && (string.IsNullOrEmpty(Team) || key.TeamId == Team) && (string.IsNullOrEmpty(Status) || JsonNamingPolicy.SnakeCaseLower.ConvertName(key.Status.ToString()) == Status);
}
