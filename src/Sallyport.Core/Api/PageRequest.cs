using Microsoft.AspNetCore.Mvc;

namespace Sallyport.Core.Api;

/// <summary>The query of a list; bind with <c>[AsParameters]</c>.</summary>
public sealed record PageRequest
{
    /// <summary>The most items one page holds.</summary>
    public const int MaxLimit = 100;

    /// <summary>From 1; anything less means 1.</summary>
    [FromQuery(Name = "page")]
    public int? Page { get; init; }

    /// <summary>Items on a page, 1 to 100, default 50; anything outside is brought inside.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    /// <summary>Part of the name, ignoring case.</summary>
    [FromQuery(Name = "search")]
    public string? Search { get; init; }

    /// <summary>A member's name; a leading minus means descending.</summary>
    [FromQuery(Name = "sort")]
    public string? Sort { get; init; }

    /// <summary>The page after the bounds were applied.</summary>
    public int EffectivePage => Math.Max(1, Page ?? 1);

    /// <summary>The limit after the bounds were applied.</summary>
    public int EffectiveLimit => Math.Clamp(Limit ?? 50, 1, MaxLimit);
}
