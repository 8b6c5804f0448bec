using Microsoft.AspNetCore.Mvc;
using Sallyport.Core.Api;

namespace Sallyport.Controls.Audit;

/// <summary>The query of the exchange and audit lists.</summary>
public sealed record AuditFilter
{
    /// <summary>From 1.</summary>
    [FromQuery(Name = "page")]
    public int? Page { get; init; }

    /// <summary>1 to 100, default 50.</summary>
    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    /// <summary>Proxy name or id.</summary>
    [FromQuery(Name = "proxy")]
    public string? Proxy { get; init; }

    /// <summary>How it ended.</summary>
    [FromQuery(Name = "outcome")]
    public string? Outcome { get; init; }

    /// <summary>Team id.</summary>
    [FromQuery(Name = "team")]
    public string? Team { get; init; }

    /// <summary>Id or name of the key or user.</summary>
    [FromQuery(Name = "actor")]
    public string? Actor { get; init; }

    /// <summary>Another name for <see cref="Actor"/>, for lists of one API key's exchanges.</summary>
    [FromQuery(Name = "key")]
    public string? Key { get; init; }

    /// <summary>Category of the gravest finding.</summary>
    [FromQuery(Name = "category")]
    public string? Category { get; init; }

    /// <summary>A rule that found something, whatever the policy did about it.</summary>
    [FromQuery(Name = "rule")]
    public string? Rule { get; init; }

    /// <summary>True: only exchanges with masked values; false: only those without.</summary>
    [FromQuery(Name = "masked")]
    public bool? Masked { get; init; }

    /// <summary>What policies in shadow mode would have done, such as would_block; any: where they found something.</summary>
    [FromQuery(Name = "would_be")]
    public string? WouldBe { get; init; }

    /// <summary>Event type, or a family that ends with a dot.</summary>
    [FromQuery(Name = "type")]
    public string? Type { get; init; }

    /// <summary>Inclusive start, RFC 3339.</summary>
    [FromQuery(Name = "from")]
    public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive end, RFC 3339.</summary>
    [FromQuery(Name = "to")]
    public DateTimeOffset? To { get; init; }

    /// <summary>Part of id, path, model or a name.</summary>
    [FromQuery(Name = "search")]
    public string? Search { get; init; }

    internal AuditQuery ToQuery(bool? exchanges) => new()
    {
        Exchanges = exchanges,
        EventType = Blank(Type),
        Actor = Blank(Actor) ?? Blank(Key),
        Proxy = Blank(Proxy),
        TeamId = Blank(Team),
        Result = Blank(Outcome),
        Category = Blank(Category),
        RuleId = Blank(Rule),
        IsMasked = Masked,
        WouldBe = Blank(WouldBe),
        From = From,
        To = To,
        Search = Blank(Search),
        Page = Math.Clamp(Page ?? 1, 1, 1_000_000),
        Limit = Math.Clamp(Limit ?? 50, 1, PageRequest.MaxLimit),
    };

    private static string? Blank(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
