using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Core.Proxies;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>Policies in the management API. A policy is sent and stored in the format of the built-in packs (rules/packs).</summary>
public static class PolicyAdminEndpoints
{
    private static readonly RequestBodyLimit BodyLimit = new(1024 * 1024);

    private static readonly IReadOnlyDictionary<string, Func<PolicyView, IComparable?>> Sorts = new Dictionary<string, Func<PolicyView, IComparable?>>
    {
        ["name"] = policy => policy.Name,
        ["rule_count"] = policy => policy.RuleCount,
    };

    /// <summary>Maps <c>policies</c> and <c>security/analyze</c>.</summary>
    public static RouteGroupBuilder MapPolicyAdmin(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapAnalyze();
        var group = endpoints.MapGroup("/policies").WithTags("Policies").WithMetadata(BodyLimit);
        var read = group.MapGroup("").RequireAuthorization(ApiPolicies.Viewer);
        read.MapGet("", List).WithMetadata(new SortMembers(Sorts.Keys)).WithSummary("All policies");
        read.MapGet("/{name}", Find).WithSummary("One policy with its rules");
        read.MapPost("/validate", Validate).WithSummary("Check a policy without saving it");
        var change = group.MapGroup("").RequireAuthorization(ApiPolicies.Admin);
        change.MapPost("", CreateAsync).WithSummary("Make a policy");
        change.MapPut("/{name}", UpdateAsync).WithSummary("Replace a policy");
        change.MapDelete("/{name}", DeleteAsync).WithSummary("Remove a policy that no proxy uses");
        return group;
    }

    private static Ok<ApiEnvelope<PagedList<PolicyView>>> List([AsParameters] PageRequest page, PolicyTable policies) =>
        ApiResult.Ok(PagedList.From(
            policies.Packs.Values.OrderBy(pack => pack.Name, StringComparer.Ordinal).Select(pack => PolicyView.Of(pack, policies)), page, policy => $"{policy.Name} {policy.Description}", Sorts));

    private static Results<Ok<ApiEnvelope<PolicyDetailView>>, ApiProblem> Find(string name, PolicyTable policies) =>
        policies.Packs.TryGetValue(name, out var pack)
            ? ApiResult.Ok(new PolicyDetailView(
                PolicyView.Of(pack, policies),
                [.. policies.Library.Rules.Select(rule => PolicyRuleView.Of(pack, rule)).Where(rule => rule.Action != Detection.RuleAction.None)]))
            : ApiProblem.NotFound("policy", name);

    private static Results<Ok<ApiEnvelope<PolicyView>>, ApiProblem> Validate(JsonElement body, PolicyTable policies) =>
        TryRead(body, policies, out var pack, out var faults) ? ApiResult.Ok(PolicyView.Of(pack, policies)) : Faulty(faults);

    private static Task<Results<Ok<ApiEnvelope<PolicyView>>, ApiProblem>> CreateAsync(
        JsonElement body, PolicyTable policies, IPolicyStore store, HttpContext http, TimeProvider clock, CancellationToken cancellationToken) =>
        SaveAsync(null, body, policies, store, http, clock, cancellationToken);

    private static Task<Results<Ok<ApiEnvelope<PolicyView>>, ApiProblem>> UpdateAsync(
        string name, JsonElement body, PolicyTable policies, IPolicyStore store, HttpContext http, TimeProvider clock, CancellationToken cancellationToken) =>
        SaveAsync(name, body, policies, store, http, clock, cancellationToken);

    private static async Task<Results<Ok<ApiEnvelope<PolicyView>>, ApiProblem>> SaveAsync(
        string? name, JsonElement body, PolicyTable policies, IPolicyStore store, HttpContext http, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!TryRead(body, policies, out var pack, out var faults))
        {
            return Faulty(faults);
        }

        var exists = policies.Packs.ContainsKey(pack.Name);
        if (name is null ? exists : name != pack.Name || !exists || policies.IsBuiltIn(name))
        {
            return name is null ? ApiProblem.NameTaken("policy", pack.Name) : ApiProblem.Of(409, "policy_read_only", $"'{name}' is not a policy of your own with this name; built-in packs cannot be changed, make one with another name.");
        }

        var now = clock.GetUtcNow();
        var audit = RequestActor.From(http).Entry(now, name is null ? "policy.created" : "policy.updated", "policy", pack.Name, pack.Name) with { Details = body.GetRawText() };
        await store.SaveAsync(new StoredPolicy(pack.Name, body.GetRawText(), now), audit, cancellationToken);
        await policies.ReloadAsync(cancellationToken);
        return ApiResult.Ok(PolicyView.Of(pack, policies));
    }

    private static async Task<Results<Ok<ApiEnvelope<object?>>, ApiProblem>> DeleteAsync(
        string name, PolicyTable policies, ProxyCatalog proxies, IPolicyStore store, HttpContext http, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (proxies.Current.Entries.FirstOrDefault(entry => entry.Config.Policies.Contains(name)) is { } user)
        {
            return ApiProblem.Of(409, "policy_in_use", $"Proxy '{user.Config.Name}' uses policy '{name}'; give it another policy first.");
        }

        var audit = RequestActor.From(http).Entry(clock.GetUtcNow(), "policy.deleted", "policy", name, name);
        if (!await store.DeleteAsync(name, audit, cancellationToken))
        {
            return ApiProblem.NotFound("policy of your own", name);
        }

        await policies.ReloadAsync(cancellationToken);
        return ApiResult.Done("The policy is removed.");
    }

    private static bool TryRead(JsonElement body, PolicyTable policies, [NotNullWhen(true)] out PolicyPack? pack, out IReadOnlyList<string> faults)
    {
        if (PolicyPackJson.TryRead(body.GetRawText(), policies.Library, out pack, out faults) && !PathName.IsValid(pack.Name))
        {
            faults = [$"'name': {PathName.Rule}"];
            pack = null;
        }

        return pack is not null;
    }

    private static ApiProblem Faulty(IReadOnlyList<string> faults) => ApiProblem.Invalid(new Dictionary<string, string[]> { ["policy"] = [.. faults] });
}
