using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Core.Health;
using Sallyport.Core.Pipeline;
using Sallyport.Core.Settings;

namespace Sallyport.Admin.Running;

/// <summary>System information and settings in the management API.</summary>
internal static class SystemEndpoints
{
    internal static void MapSystem(this IEndpointRouteBuilder endpoints)
    {
        // Made now: made by the first request, it would count from that one.
        _ = endpoints.ServiceProvider.GetRequiredService<RunningSince>();
        endpoints.MapGet("/system/info", DescribeAsync).RequireAuthorization(Permissions.SystemRead).WithTags("System").WithSummary("Version, up-time, store and health");
        endpoints.MapGet("/settings", ReadAsync).RequireAuthorization(Permissions.SettingsRead).WithTags("System").WithSummary("Settings with their defaults");
        endpoints.MapPut("/settings", WriteAsync).RequireAuthorization(Permissions.SettingsWrite).WithMetadata(RequestBodyLimit.Small).WithTags("System").WithSummary("Change settings");
    }

    private static async Task<Ok<ApiEnvelope<SystemView>>> DescribeAsync(
        PipelineRunner runner, TimeProvider clock, RunningSince since, IEnumerable<IHealthReporter> reporters, IStoreInspector inspector, CancellationToken cancellationToken)
    {
        var store = await inspector.InspectAsync(cancellationToken);
        return ApiResult.Ok(new SystemView(
            ProductVersion.Text,
            since.Time,
            (long)(clock.GetUtcNow() - since.Time).TotalSeconds,
            Environment.Version.ToString(),
            store.Dialect,
            store.Version,
            store.Warnings,
            Environment.WorkingSet / (1024 * 1024),
            runner.Active,
            [.. reporters.Select(part => new HealthView(part.Name, part.IsHealthy, part.Detail))]));
    }

    private static async Task<Ok<ApiEnvelope<SettingsView>>> ReadAsync(ISettingsStore store, CancellationToken cancellationToken) =>
        ApiResult.Ok(SettingsView.Of(await store.ReadAsync(cancellationToken)));

    private static async Task<Results<Ok<ApiEnvelope<SettingsView>>, ApiProblem>> WriteAsync(
        SettingsView input, ISettingsStore store, HttpContext http, TimeProvider clock, CancellationToken cancellationToken)
    {
        var faults = input.Check();
        if (!faults.IsEmpty)
        {
            return faults.ToProblem();
        }

        var old = SettingsView.Of(await store.ReadAsync(cancellationToken));
        var audit = RequestActor.From(http).Entry(clock.GetUtcNow(), "setting.updated", "setting", "settings", "settings") with
        {
            Details = AuditDetails.Of(new { old, @new = input }),
        };
        await store.WriteAsync(input.ToValues(), audit, cancellationToken);
        return ApiResult.Ok(input);
    }
}
