using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Controls.Audit;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Usage;

/// <summary>Sums for dashboards in the management API.</summary>
public static class UsageAdminEndpoints
{
    private const int MostMinutes = 31 * 24 * 60;
    private const int MostPoints = 120;

    /// <summary>Maps <c>events/stats</c> and <c>proxies/{id}/stats</c>.</summary>
    public static RouteGroupBuilder MapUsageAdmin(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("").RequireAuthorization(Permissions.UsageRead).WithTags("Usage");
        group.MapGet("/events/stats", AllAsync).WithSummary("Sums and series over the last minutes");
        group.MapGet("/proxies/{id}/stats", OneAsync).WithSummary("Sums and series of one proxy over the last hours");
        return group;
    }

    private static async Task<Ok<ApiEnvelope<UsageReport>>> AllAsync(
        int? minutes, IUsageStore usage, IAuditStore audit, ProxyCatalog proxies, TimeProvider clock, CancellationToken cancellationToken) =>
        ApiResult.Ok(await ReportAsync(Math.Clamp(minutes ?? 60, 1, MostMinutes), null, usage, audit, proxies, clock, cancellationToken));

    private static async Task<Results<Ok<ApiEnvelope<UsageReport>>, ApiProblem>> OneAsync(
        string id, int? hours, IUsageStore usage, IAuditStore audit, ProxyCatalog proxies, TimeProvider clock, CancellationToken cancellationToken) =>
        proxies.Current.Find(id) is null
            ? ApiProblem.NotFound("proxy", id)
            : ApiResult.Ok(await ReportAsync(Math.Clamp((hours ?? 24) * 60, 60, MostMinutes), id, usage, audit, proxies, clock, cancellationToken));

    private static async Task<UsageReport> ReportAsync(
        int minutes, string? proxyId, IUsageStore usage, IAuditStore audit, ProxyCatalog proxies, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var step = TimeSpan.FromMinutes(Math.Max(1, (minutes + MostPoints - 1) / MostPoints));
        var from = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero) - TimeSpan.FromMinutes(minutes - 1);
        var samples = await usage.QueryAsync(from, proxyId, cancellationToken);
        var categories = await audit.CountCategoriesAsync(from, proxyId, cancellationToken);
        return new UsageReport(
            from,
            (int)step.TotalMinutes,
            UsageSums.Of(samples),
            UsagePoint.Series(samples, from, now, step),
            categories,
            [.. samples.Where(sample => sample.ProxyId.Length > 0)
                .GroupBy(sample => sample.ProxyId, StringComparer.Ordinal)
                .Select(group => new ProxyCount(group.Key, proxies.Current.Find(group.Key)?.Config.Name ?? "(deleted)", group.Sum(sample => sample.Requests)))
                .OrderByDescending(count => count.Requests)]);
    }
}
