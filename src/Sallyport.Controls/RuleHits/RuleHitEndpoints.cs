using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Sallyport.Controls.Audit;
using Sallyport.Controls.Guardrails;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.RuleHits;

/// <summary>How rules do on real traffic, and people's marks on what they found, in the management API.</summary>
public static class RuleHitEndpoints
{
    private const int MaxHours = 24 * 31;

    private static readonly IReadOnlyDictionary<string, Func<RulePerformance, IComparable?>> Sorts = new Dictionary<string, Func<RulePerformance, IComparable?>>
    {
        ["rule"] = rule => rule.Rule,
        ["hits"] = rule => rule.Hits,
        ["blocked"] = rule => rule.Blocked,
        ["false_positives"] = rule => rule.FalsePositives,
        ["last_hit"] = rule => rule.LastHit,
    };

    /// <summary>Maps <c>policies/performance</c>, <c>policies/{name}/metrics</c> and <c>events/{id}/false-positives</c>.</summary>
    public static RouteGroupBuilder MapRuleHits(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("").RequireAuthorization(Permissions.PoliciesRead);
        group.MapGet("/policies/performance", PerformanceAsync).WithMetadata(new SortMembers(Sorts.Keys)).WithTags("Policies").WithSummary("How each rule does: hits, blocks, false positives, time");
        group.MapGet("/policies/{name}/metrics", MetricsAsync).WithTags("Policies").WithSummary("How one policy does on the proxies it guards");
        var marks = endpoints.MapGroup("/events/{id}/false-positives").WithTags("Audit");
        marks.MapGet("", ListAsync).RequireAuthorization(Permissions.EventsRead).WithSummary("Marks on an exchange's findings");
        marks.MapPost("", MarkAsync).RequireAuthorization(Permissions.EventsMark).WithSummary("Mark a rule's findings in an exchange as false");
        marks.MapDelete("", UnmarkAsync).RequireAuthorization(Permissions.EventsMark).WithSummary("Take such a mark back");
        return group;
    }

    private static async Task<Results<Ok<ApiEnvelope<PagedList<RulePerformance>>>, ApiProblem>> PerformanceAsync(
        [AsParameters] PageRequest page,
        [FromQuery(Name = "hours")] int? hours,
        [FromQuery(Name = "proxy")] string? proxy,
        [FromQuery(Name = "silent")] bool? silent,
        PolicyTable policies, ProxyCatalog proxies, IRuleHitStore store, RuleHitLog log, TimeProvider clock, CancellationToken cancellationToken)
    {
        var only = string.IsNullOrEmpty(proxy) ? null : proxies.Current.Entries.FirstOrDefault(entry => entry.Config.Name == proxy || entry.Config.Id == proxy)?.Config;
        if (only is null && !string.IsNullOrEmpty(proxy))
        {
            return ApiProblem.NotFound("proxy", proxy);
        }

        var report = new PerformanceReport(policies, store, log, clock);
        var loud = await report.ReadAsync(report.From(Math.Clamp(hours ?? 24, 1, MaxHours)), sample => only is null || sample.ProxyId == only.Id, cancellationToken);
        var all = silent == true ? loud.Concat(report.Silent(loud)) : loud;
        var cut = PagedList.From(all, page, rule => $"{rule.Rule} {rule.Name} {rule.Category}", Sorts);
        return ApiResult.Ok(cut with { Items = [.. cut.Items.Select(report.Timed)] });
    }

    private static async Task<Results<Ok<ApiEnvelope<PolicyMetrics>>, ApiProblem>> MetricsAsync(
        string name, [FromQuery(Name = "hours")] int? hours,
        PolicyTable policies, ProxyCatalog proxies, IRuleHitStore store, RuleHitLog log, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!policies.Packs.TryGetValue(name, out var pack))
        {
            return ApiProblem.NotFound("policy", name);
        }

        var guarded = proxies.Current.Entries.Select(entry => entry.Config).Where(config => policies.InForce(config).Contains(name)).ToList();
        var active = policies.Library.Rules.Concat(pack.Rules).Where(rule => PolicyRuleView.StrictestAction(pack, rule) != Detection.RuleAction.None).Select(rule => rule.Id)
            .Concat(PolicyEntityView.AllOf(pack).Where(entity => entity.Actions.Count > 0).Select(entity => entity.RuleId)).ToHashSet(StringComparer.Ordinal);
        var report = new PerformanceReport(policies, store, log, clock);
        var from = report.From(Math.Clamp(hours ?? 24, 1, MaxHours));
        var rules = await report.ReadAsync(from, sample => active.Contains(sample.RuleId) && guarded.Exists(config => config.Id == sample.ProxyId), cancellationToken);
        return ApiResult.Ok(new PolicyMetrics(
            name, from, [.. guarded.Select(config => config.Name)], rules.Sum(rule => rule.Hits), rules.Sum(rule => rule.Blocked), rules.Sum(rule => rule.FalsePositives),
            active.Count, active.Count - rules.Count, [.. rules.Take(PageRequest.MaxLimit).Select(report.Timed)]));
    }

    private static async Task<Ok<ApiEnvelope<IReadOnlyList<FalsePositive>>>> ListAsync(string id, IRuleHitStore store, CancellationToken cancellationToken) =>
        ApiResult.Ok(await store.ListAsync(id, cancellationToken));

    private static async Task<Results<Ok<ApiEnvelope<FalsePositive>>, ApiProblem>> MarkAsync(
        string id, MarkRequest input, IAuditStore audit, IRuleHitStore store, HttpContext http, TimeProvider clock, CancellationToken cancellationToken)
    {
        var faults = new FaultList();
        faults.Require(input.Rule is { Length: > 0 and <= 200 }, "rule", "The id of a rule that found something in the exchange.");
        faults.Require(input.Note is null or { Length: <= 500 }, "note", "At most 500 characters.");
        if (!faults.IsEmpty || input.Rule is not { } rule)
        {
            return faults.ToProblem();
        }

        if (await audit.FindExchangeAsync(id, cancellationToken) is not { } exchange)
        {
            return ApiProblem.NotFound("exchange", id);
        }

        if (!JsonElement.Parse(exchange.Entry.Details).GetProperty("findings").EnumerateArray().Any(finding => finding.GetProperty("rule").GetString() == rule))
        {
            return ApiProblem.NotFound("finding of rule", rule);
        }

        var (actor, now) = (RequestActor.From(http), clock.GetUtcNow());
        var mark = new FalsePositive(id, rule, exchange.Entry.Time, now, actor.Name, input.Note ?? "");
        await store.MarkAsync(mark, actor.Entry(now, "finding.marked_false", "exchange", id, rule) with { Details = JsonSerializer.Serialize(new { rule, note = mark.Note }) }, cancellationToken);
        return ApiResult.Ok(mark);
    }

    private static async Task<Results<Ok<ApiEnvelope<object?>>, ApiProblem>> UnmarkAsync(
        string id, [FromQuery(Name = "rule")] string rule, IRuleHitStore store, HttpContext http, TimeProvider clock, CancellationToken cancellationToken) =>
        await store.UnmarkAsync(id, rule, RequestActor.From(http).Entry(clock.GetUtcNow(), "finding.mark_removed", "exchange", id, rule), cancellationToken)
            ? ApiResult.Done("The mark is taken back.")
            : ApiProblem.NotFound("mark on rule", rule);
}
