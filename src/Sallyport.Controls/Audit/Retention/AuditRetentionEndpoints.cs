using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Sallyport.Controls.Audit.Days;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.Audit.Retention;

/// <summary>Retention rules and holds in the management API.</summary>
internal static class AuditRetentionEndpoints
{
    /// <summary>Maps <c>audit/retention</c> under the audit's own authorization.</summary>
    internal static void MapAuditRetention(this RouteGroupBuilder group) =>
        group.MapGet("/audit/retention", ReadAsync).WithSummary("How long records are kept, and which days are held");

    /// <summary>Maps <c>audit/holds</c>: who may change the settings sets and lifts them.</summary>
    internal static void MapAuditHolds(this RouteGroupBuilder group)
    {
        var change = group.MapGroup("/audit/holds").RequireAuthorization(Permissions.SettingsWrite).WithMetadata(RequestBodyLimit.Small);
        change.MapPost("", AddAsync).WithSummary("Hold days: retention removes nothing of them");
        change.MapDelete("/{id}", RemoveAsync).WithSummary("Lift a hold");
    }

    private static async Task<Ok<ApiEnvelope<AuditRetentionView>>> ReadAsync(IAuditRetentionStore store, IOptions<AuditOptions> options, CancellationToken cancellationToken)
    {
        var rules = options.Value;
        return ApiResult.Ok(new AuditRetentionView(rules.ExchangeDays, rules.SignInDays, rules.ChangeDays, await store.ListHoldsAsync(cancellationToken)));
    }

    private static async Task<Results<Created<ApiEnvelope<AuditHold>>, ApiProblem>> AddAsync(
        AuditHoldInput input, IAuditRetentionStore store, IIdGenerator ids, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        var reason = input.Reason?.Trim() ?? "";
        var faults = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (reason.Length is 0 or > AuditHoldInput.LongestReason)
        {
            faults["reason"] = [$"must have 1 to {AuditHoldInput.LongestReason} characters."];
        }

        if (input.FirstDay is null || (input.LastDay is { } end && end < input.FirstDay))
        {
            faults[input.FirstDay is null ? "first_day" : "last_day"] = ["must be a day such as 2026-11-21, and the last one not before the first."];
        }

        if (faults.Count > 0 || input.FirstDay is not { } first)
        {
            return ApiProblem.Invalid(faults);
        }

        var actor = RequestActor.From(http);
        var hold = new AuditHold(ids.NewId(), reason, first, input.LastDay ?? DateOnly.MaxValue, clock.GetUtcNow(), actor.Name);
        var audit = actor.Entry(hold.CreatedAt, "audit.hold.created", "audit_hold", hold.Id, reason) with { Details = AuditDetails.Of(new { hold.FirstDay, hold.LastDay }) };
        await store.AddHoldAsync(hold, audit, cancellationToken);
        return ApiResult.Created("/api/v1/audit/retention", hold, "The days are held. A removal that had already begun is not stopped.");
    }

    private static async Task<Results<Ok<ApiEnvelope<object?>>, ApiProblem>> RemoveAsync(
        string id, IAuditRetentionStore store, TimeProvider clock, HttpContext http, CancellationToken cancellationToken)
    {
        var hold = (await store.ListHoldsAsync(cancellationToken)).FirstOrDefault(hold => hold.Id == id);
        var audit = RequestActor.From(http).Entry(clock.GetUtcNow(), "audit.hold.removed", "audit_hold", id, hold?.Reason ?? "") with { Details = AuditDetails.Of(new { old = hold }) };
        return hold is not null && await store.RemoveHoldAsync(id, audit, cancellationToken) ? ApiResult.Done("The hold is lifted.") : ApiProblem.NotFound("hold", id);
    }
}
