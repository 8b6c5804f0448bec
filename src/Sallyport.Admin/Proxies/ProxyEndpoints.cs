using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Core.Proxies;

namespace Sallyport.Admin.Proxies;

/// <summary>Proxies in the management API: reading, changing, starting and stopping.</summary>
internal static class ProxyEndpoints
{
    private static readonly IReadOnlyDictionary<string, Func<ProxyView, IComparable?>> Sorts = new Dictionary<string, Func<ProxyView, IComparable?>>
    {
        ["name"] = proxy => proxy.Name,
        ["created_at"] = proxy => proxy.CreatedAt,
        ["updated_at"] = proxy => proxy.UpdatedAt,
    };

    internal static RouteGroupBuilder MapProxies(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/proxies").WithTags("Proxies").WithMetadata(RequestBodyLimit.Small);
        var read = group.MapGroup("").RequireAuthorization(Permissions.ProxiesRead);
        read.MapGet("", List).WithMetadata(new SortMembers(Sorts.Keys)).WithSummary("All proxies");
        read.MapGet("/status", Statuses).WithSummary("Run state of all proxies");
        read.MapGet("/{id}", Find).WithSummary("One proxy");
        read.MapGet("/{id}/status", Status).WithSummary("Run state of one proxy");
        var run = group.MapGroup("").RequireAuthorization(Permissions.ProxiesRun);
        run.MapPost("/test-target", TestTargetAsync).WithSummary("Try whether a target answers, as a proxy would reach it");
        run.MapPost("/{id}/start", StartAsync).WithSummary("Start a proxy, with its port");
        run.MapPost("/{id}/stop", StopAsync).WithSummary("Stop a proxy; running requests have the drain time to end");
        run.MapPost("/{id}/restart", RestartAsync).WithSummary("Stop and start a proxy");
        var change = group.MapGroup("").RequireAuthorization(Permissions.ProxiesWrite);
        change.MapPost("", CreateAsync).WithSummary("Make a proxy");
        change.MapPut("/{id}", UpdateAsync).WithSummary("Replace a proxy's configuration");
        change.MapDelete("/{id}", DeleteAsync).WithSummary("Remove a stopped proxy with its grants and credential");
        return group;
    }

    private static Ok<ApiEnvelope<PagedList<ProxyView>>> List([AsParameters] PageRequest page, ProxyAdministration proxies) =>
        ApiResult.Ok(PagedList.From(proxies.All.Select(proxies.View), page, proxy => $"{proxy.Name} {proxy.Target} {proxy.Description}", Sorts));

    private static Ok<ApiEnvelope<IReadOnlyList<ProxyStatusView>>> Statuses(ProxyAdministration proxies) =>
        ApiResult.Ok<IReadOnlyList<ProxyStatusView>>([.. proxies.All.Select(proxies.Status)]);

    private static Results<Ok<ApiEnvelope<ProxyView>>, ApiProblem> Find(string id, ProxyAdministration proxies) =>
        proxies.Find(id) is { } entry ? ApiResult.Ok(proxies.View(entry)) : ApiProblem.NotFound("proxy", id);

    private static Results<Ok<ApiEnvelope<ProxyStatusView>>, ApiProblem> Status(string id, ProxyAdministration proxies) =>
        proxies.Find(id) is { } entry ? ApiResult.Ok(proxies.Status(entry)) : ApiProblem.NotFound("proxy", id);

    private static async Task<Ok<ApiEnvelope<TargetProbeView>>> TestTargetAsync(TargetProbeInput input, TargetProbe probe, CancellationToken cancellationToken) =>
        ApiResult.Ok(await probe.TryAsync(input.Target, cancellationToken));

    private static async Task<Results<Created<ApiEnvelope<ProxyView>>, ApiProblem>> CreateAsync(
        ProxyInput input, ProxyAdministration proxies, HttpContext http, CancellationToken cancellationToken)
    {
        var (entry, problem) = await proxies.CreateAsync(input, RequestActor.From(http), cancellationToken);
        return problem is not null ? problem : ApiResult.Created($"/api/v1/proxies/{entry!.Config.Id}", proxies.View(entry)); // set when there is no problem
    }

    private static async Task<Results<Ok<ApiEnvelope<ProxyView>>, ApiProblem>> UpdateAsync(
        string id, ProxyInput input, ProxyAdministration proxies, HttpContext http, CancellationToken cancellationToken)
    {
        var (entry, problem) = await proxies.UpdateAsync(id, input, RequestActor.From(http), cancellationToken);
        return problem is not null ? problem : ApiResult.Ok(proxies.View(entry!)); // set when there is no problem
    }

    private static async Task<Results<Ok<ApiEnvelope<object?>>, ApiProblem>> DeleteAsync(
        string id, ProxyAdministration proxies, HttpContext http, CancellationToken cancellationToken) =>
        await proxies.DeleteAsync(id, RequestActor.From(http), cancellationToken) is { } problem ? problem : ApiResult.Done("The proxy is removed.");

    private static Task<Results<Ok<ApiEnvelope<ProxyStatusView>>, ApiProblem>> StartAsync(
        string id, ProxyAdministration proxies, HttpContext http, CancellationToken cancellationToken) =>
        RunAsync(id, proxies, entry => proxies.StartAsync(entry, RequestActor.From(http), cancellationToken));

    private static Task<Results<Ok<ApiEnvelope<ProxyStatusView>>, ApiProblem>> StopAsync(
        string id, ProxyAdministration proxies, HttpContext http, CancellationToken cancellationToken) =>
        RunAsync(id, proxies, entry => proxies.StopAsync(entry, RequestActor.From(http), cancellationToken));

    private static Task<Results<Ok<ApiEnvelope<ProxyStatusView>>, ApiProblem>> RestartAsync(
        string id, ProxyAdministration proxies, HttpContext http, CancellationToken cancellationToken) =>
        RunAsync(id, proxies, async entry =>
            await proxies.StopAsync(entry, RequestActor.From(http), cancellationToken) ?? await proxies.StartAsync(entry, RequestActor.From(http), cancellationToken));

    private static async Task<Results<Ok<ApiEnvelope<ProxyStatusView>>, ApiProblem>> RunAsync(
        string id, ProxyAdministration proxies, Func<ProxyEntry, Task<ApiProblem?>> act)
    {
        if (proxies.Find(id) is not { } entry)
        {
            return ApiProblem.NotFound("proxy", id);
        }

        return await act(entry) is { } problem ? problem : ApiResult.Ok(proxies.Status(entry));
    }
}
