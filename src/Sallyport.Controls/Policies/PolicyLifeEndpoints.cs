using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Sallyport.Controls.Guardrails;
using Sallyport.Core.Access;
using Sallyport.Core.Api;

namespace Sallyport.Controls.Policies;

/// <summary>The life of a policy in the management API: versions, switching, export and import.</summary>
public static class PolicyLifeEndpoints
{
    /// <summary>Maps them under <c>policies</c>.</summary>
    public static RouteGroupBuilder MapPolicyLife(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/policies").WithTags("Policies").WithMetadata(PolicyAdminEndpoints.BodyLimit);
        var read = group.MapGroup("").RequireAuthorization(Permissions.PoliciesRead);
        read.MapGet("/{name}/versions", VersionsAsync).WithSummary("A policy's versions, newest first");
        read.MapGet("/{name}/versions/{version}", VersionAsync).WithSummary("One version of a policy");
        read.MapGet("/{name}/diff", CompareAsync).WithSummary("What changed between two versions");
        read.MapGet("/{name}/export", Export).WithSummary("A policy as a file");
        var change = group.MapGroup("").RequireAuthorization(Permissions.PoliciesWrite);
        change.MapPost("/{name}/versions/{version}/restore", RestoreAsync).WithSummary("Bring a version back as the newest one");
        change.MapPost("/{name}/enable", EnableAsync).WithSummary("Switch a policy on");
        change.MapPost("/{name}/disable", DisableAsync).WithSummary("Switch a policy off, keeping what it says");
        change.MapPost("/import", ImportAsync).WithSummary("Make a policy from a file, also of the older form");
        return group;
    }

    private static async Task<Results<Ok<ApiEnvelope<IReadOnlyList<PolicyVersionView>>>, ApiProblem>> VersionsAsync(
        string name, PolicyTable policies, IPolicyStore store, CancellationToken cancellationToken)
    {
        var versions = await store.ListVersionsAsync(name, cancellationToken);
        return versions.Count == 0 && !policies.IsBuiltIn(name)
            ? ApiProblem.NotFound("policy", name)
            : ApiResult.Ok<IReadOnlyList<PolicyVersionView>>([.. versions.Select(version => PolicyVersionView.Of(version, policies.Stored.GetValueOrDefault(name)))]);
    }

    private static async Task<Results<Ok<ApiEnvelope<PolicyVersionView>>, ApiProblem>> VersionAsync(
        string name, long version, PolicyTable policies, IPolicyStore store, CancellationToken cancellationToken) =>
        await store.FindVersionAsync(name, version, cancellationToken) is { } found
            ? ApiResult.Ok(PolicyVersionView.Of(found, policies.Stored.GetValueOrDefault(name)))
            : ApiProblem.NotFound($"version {version} of policy", name);

    private static async Task<Results<Ok<ApiEnvelope<IReadOnlyList<PolicyChange>>>, ApiProblem>> CompareAsync(
        string name, [FromQuery(Name = "from_version")] long from, [FromQuery(Name = "to_version")] long? to, PolicyTable policies, IPolicyStore store, CancellationToken cancellationToken)
    {
        var newer = to ?? policies.Stored.GetValueOrDefault(name)?.Version ?? 0;
        var (before, after) = (await store.FindVersionAsync(name, from, cancellationToken), await store.FindVersionAsync(name, newer, cancellationToken));
        return before is null || after is null
            ? ApiProblem.NotFound($"version {(before is null ? from : newer)} of policy", name)
            : ApiResult.Ok(PolicyComparison.Compare(PolicyDocument.Read(before.Json), PolicyDocument.Read(after.Json)));
    }

    private static Results<FileContentHttpResult, ApiProblem> Export(string name, PolicyTable policies)
    {
        JsonNode? document = policies.Stored.TryGetValue(name, out var stored) ? PolicyDocument.Read(stored.Json)
            : policies.Packs.TryGetValue(name, out var pack) ? PolicyDocument.Of(pack)
            : null;
        return document is null
            ? ApiProblem.NotFound("policy", name)
            : TypedResults.File(System.Text.Encoding.UTF8.GetBytes(PolicyDocument.Write(document) + "\n"), "application/json", $"{name}.json");
    }

    private static async Task<Results<Ok<ApiEnvelope<PolicyView>>, ApiProblem>> RestoreAsync(
        string name, long version, PolicyEditor editor, PolicyTable policies, HttpContext http, CancellationToken cancellationToken) =>
        Answer(await editor.RestoreAsync(name, version, http, cancellationToken), policies);

    private static async Task<Results<Ok<ApiEnvelope<PolicyView>>, ApiProblem>> EnableAsync(
        string name, PolicyEditor editor, PolicyTable policies, HttpContext http, CancellationToken cancellationToken) =>
        Answer(await editor.SwitchAsync(name, isEnabled: true, http, cancellationToken), policies);

    private static async Task<Results<Ok<ApiEnvelope<PolicyView>>, ApiProblem>> DisableAsync(
        string name, PolicyEditor editor, PolicyTable policies, HttpContext http, CancellationToken cancellationToken) =>
        Answer(await editor.SwitchAsync(name, isEnabled: false, http, cancellationToken), policies);

    private static async Task<Results<Ok<ApiEnvelope<ImportView>>, ApiProblem>> ImportAsync(
        JsonElement body, [AsParameters] SaveQuery query, PolicyEditor editor, PolicyTable policies, HttpContext http, CancellationToken cancellationToken)
    {
        var saved = await editor.CreateAsync(body, query, http, cancellationToken);
        return saved.Pack is { } pack ? ApiResult.Ok(new ImportView(PolicyView.Of(pack, policies), saved.Notes)) : saved.Problem!; // set where there is no pack
    }

    internal static Results<Ok<ApiEnvelope<PolicyView>>, ApiProblem> Answer(PolicySaved saved, PolicyTable policies) =>
        saved.Pack is { } pack ? ApiResult.Ok(PolicyView.Of(pack, policies)) : saved.Problem!; // set where there is no pack
}
