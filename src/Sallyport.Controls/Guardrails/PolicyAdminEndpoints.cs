using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Controls.Outside;
using Sallyport.Controls.Policies;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Core.Limits;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Guardrails;

/// <summary>Policies in the management API. A policy is sent and stored in the format of the built-in packs (rules/packs).</summary>
public static class PolicyAdminEndpoints
{
    internal static readonly RequestBodyLimit BodyLimit = new(1024 * 1024);

    private static readonly IReadOnlyDictionary<string, Func<PolicyView, IComparable?>> Sorts = new Dictionary<string, Func<PolicyView, IComparable?>>
    {
        ["name"] = policy => policy.Name,
        ["rule_count"] = policy => policy.RuleCount,
    };

    /// <summary>Maps <c>policies</c> and <c>security/analyze</c>.</summary>
    public static RouteGroupBuilder MapPolicyAdmin(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapAnalyze();
        endpoints.MapPolicyLife();
        endpoints.MapPatternAnalysis();
        endpoints.MapYaraRules();
        var group = endpoints.MapGroup("/policies").WithTags("Policies").WithMetadata(BodyLimit);
        var read = group.MapGroup("").RequireAuthorization(Permissions.PoliciesRead);
        read.MapGet("", List).WithMetadata(new SortMembers(Sorts.Keys)).WithSummary("All policies");
        read.MapGet("/{name}", Find).WithSummary("One policy with its rules");
        group.MapPost("/validate", Validate).RequireAuthorization(Permissions.PoliciesTest).WithWorkLimit(new WorkLimit(running: 1, waiting: 8)).WithSummary("Check a policy without saving it");
        var change = group.MapGroup("").RequireAuthorization(Permissions.PoliciesWrite);
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
                [.. policies.Library.Rules.Concat(pack.Rules).Select(rule => PolicyRuleView.Of(pack, rule)).Where(rule => rule.IsOwn || rule.Action != Detection.RuleAction.None)],
                PolicyDocument.ToElement(policies.Stored.TryGetValue(name, out var stored) ? PolicyDocument.Read(stored.Json) : PolicyDocument.Of(pack))))
            : ApiProblem.NotFound("policy", name);

    private static Results<Ok<ApiEnvelope<PolicyView>>, ApiProblem> Validate(JsonElement body, PolicyTable policies, OutsideTable detectors)
    {
        var read = PolicyReader.Read(body, policies.Library);
        IReadOnlyList<string> faults = read.Pack is { } known ? OutsideReferences.FindFaults(known, detectors) : read.Faults;
        return read.Pack is { } pack && faults.Count == 0
            ? ApiResult.Ok(PolicyView.Of(pack, policies), read.Notes.Count > 0 ? string.Join(" ", read.Notes) : null)
            : ApiProblem.Invalid(new Dictionary<string, string[]> { ["policy"] = [.. faults] });
    }

    private static async Task<Results<Ok<ApiEnvelope<PolicyView>>, ApiProblem>> CreateAsync(
        JsonElement body, [AsParameters] SaveQuery query, PolicyEditor editor, PolicyTable policies, HttpContext http, CancellationToken cancellationToken) =>
        PolicyLifeEndpoints.Answer(await editor.CreateAsync(body, query, http, cancellationToken), policies);

    private static async Task<Results<Ok<ApiEnvelope<PolicyView>>, ApiProblem>> UpdateAsync(
        string name, JsonElement body, [AsParameters] SaveQuery query, PolicyEditor editor, PolicyTable policies, HttpContext http, CancellationToken cancellationToken) =>
        PolicyLifeEndpoints.Answer(await editor.UpdateAsync(name, body, query, http, cancellationToken), policies);

    private static async Task<Results<Ok<ApiEnvelope<object?>>, ApiProblem>> DeleteAsync(
        string name, bool? detach, PolicyTable policies, ProxyCatalog proxies, IPolicyStore store, IProxyStore proxyStore, HttpContext http, TimeProvider clock, CancellationToken cancellationToken)
    {
        var users = proxies.Current.Entries.Select(entry => entry.Config).Where(proxy => proxy.Policies.Contains(name)).ToList();
        if (users.Count > 0 && detach != true)
        {
            return ApiProblem.Of(409, "policy_in_use", $"Proxy '{users[0].Name}' uses policy '{name}'; give it another policy first, or delete with detach=true.");
        }

        if (!policies.Stored.ContainsKey(name))
        {
            return ApiProblem.NotFound("policy of your own", name);
        }

        if (users.Find(proxy => PoliciesInForce.IsLastToAct(proxy, name)) is { } bare)
        {
            return ApiProblem.Of(409, "policy_in_use", $"Proxy '{bare.Name}' would be left with policies in shadow mode only; give it another policy first.");
        }

        var (actor, now) = (RequestActor.From(http), clock.GetUtcNow());
        await DetachAsync(name, users, proxies, proxyStore, actor, now, cancellationToken);
        if (!await store.DeleteAsync(name, actor.Entry(now, "policy.deleted", "policy", name, name), cancellationToken))
        {
            return ApiProblem.NotFound("policy of your own", name);
        }

        await policies.ReloadAsync(cancellationToken);
        return ApiResult.Done("The policy is removed. Its versions stay.");
    }

    private static async Task DetachAsync(
        string name, List<ProxyConfig> users, ProxyCatalog proxies, IProxyStore store, RequestActor actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (var proxy in users)
        {
            // One after the other, before the removal: a proxy that names a policy which is gone refuses everything.
            var left = proxy with
            {
                Policies = [.. proxy.Policies.Where(policy => policy != name)],
                PolicyAssignments = [.. proxy.PolicyAssignments.Where(assignment => assignment.Policy != name)],
                UpdatedAt = now,
            };
            await store.UpdateAsync(left, null, [actor.Entry(now, "proxy.policy_detached", "proxy", proxy.Id, proxy.Name)], cancellationToken);
        }

        if (users.Count > 0)
        {
            await proxies.ReloadAsync(cancellationToken);
        }
    }
}
