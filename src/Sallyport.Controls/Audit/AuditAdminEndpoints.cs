using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Exporting;
using Sallyport.Controls.Audit.Retention;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Limits;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Audit;

/// <summary>Exchanges and the audit trail in the management API.</summary>
public static class AuditAdminEndpoints
{
    /// <summary>Maps <c>events</c>, <c>proxies/{id}/logs</c> and <c>audit</c> with what belongs to it.</summary>
    public static RouteGroupBuilder MapAuditAdmin(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("").WithTags("Audit");
        var events = group.MapGroup("").RequireAuthorization(Permissions.EventsRead);
        events.MapGet("/events", ListExchangesAsync).WithSummary("Exchanges, newest first");
        events.MapGet("/events/{id}", FindExchangeAsync).WithSummary("One exchange with its stages, findings and figures");
        events.MapGet("/proxies/{id}/logs", LogsAsync).WithSummary("A proxy's last exchanges, newest first");
        var trail = group.MapGroup("").RequireAuthorization(Permissions.AuditRead);
        trail.MapGet("/audit", ListChangesAsync).WithSummary("Management changes and sign-ins, newest first");
        // One at a time: it reads and hashes the whole trail, and a second one would tell the same.
        trail.MapGet("/audit/verify", VerifyAsync).WithWorkLimit(new WorkLimit(running: 1, waiting: 0)).WithSummary("Recompute the hash chain, and check the heads and signatures of its days");
        trail.MapAuditDays();
        trail.MapAuditRetention();
        trail.MapAuditExport();
        group.MapAuditHolds();
        return group;
    }

    private static async Task<Ok<ApiEnvelope<PagedList<ExchangeView>>>> ListExchangesAsync(
        [AsParameters] AuditFilter filter, IAuditStore store, CancellationToken cancellationToken)
    {
        var query = filter.ToQuery(exchanges: true);
        var page = await store.QueryAsync(query, cancellationToken);
        return ApiResult.Ok(new PagedList<ExchangeView>([.. page.Items.Select(item => ExchangeView.Of(item.Entry))], query.Page, query.Limit, page.Total));
    }

    private static async Task<Results<Ok<ApiEnvelope<JsonObject>>, ApiProblem>> FindExchangeAsync(string id, IAuditStore store, CancellationToken cancellationToken) =>
        await store.FindExchangeAsync(id, cancellationToken) is { } found
            ? ApiResult.Ok(ExchangeView.Whole(found, ApiJson.Options))
            : ApiProblem.NotFound("exchange", id);

    private static async Task<Results<Ok<ApiEnvelope<IReadOnlyList<RequestLogView>>>, ApiProblem>> LogsAsync(
        string id, int? limit, ProxyCatalog proxies, IAuditStore store, CancellationToken cancellationToken)
    {
        if (proxies.Current.Find(id) is null)
        {
            return ApiProblem.NotFound("proxy", id);
        }

        var page = await store.QueryAsync(new AuditFilter { Proxy = id, Limit = limit ?? PageRequest.MaxLimit }.ToQuery(exchanges: true), cancellationToken);
        return ApiResult.Ok<IReadOnlyList<RequestLogView>>([.. page.Items.Select(RequestLogView.Of)]);
    }

    private static async Task<Ok<ApiEnvelope<PagedList<AuditEntryView>>>> ListChangesAsync(
        [AsParameters] AuditFilter filter, IAuditStore store, CancellationToken cancellationToken)
    {
        var query = filter.ToQuery(exchanges: false);
        var page = await store.QueryAsync(query, cancellationToken);
        return ApiResult.Ok(new PagedList<AuditEntryView>([.. page.Items.Select(AuditEntryView.Of)], query.Page, query.Limit, page.Total));
    }

    private static async Task<Ok<ApiEnvelope<AuditVerificationView>>> VerifyAsync(IAuditStore store, CancellationToken cancellationToken)
    {
        var verification = await store.VerifyAsync(null, null, cancellationToken);
        return ApiResult.Ok(AuditVerificationView.Of(verification));
    }
}
