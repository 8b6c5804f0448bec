using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Sallyport.Controls.Guardrails;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Limits;
using Sallyport.Core.Proxies;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Policies;

/// <summary>The pattern library, the analysis of patterns and what the engine made of them, in the management API.</summary>
internal static class PatternEndpoints
{
    private static readonly IReadOnlyDictionary<string, Func<LibraryRuleView, IComparable?>> Sorts = new Dictionary<string, Func<LibraryRuleView, IComparable?>>
    {
        ["name"] = rule => rule.Name,
        ["category"] = rule => rule.Category,
        ["severity"] = rule => rule.Severity,
        ["score"] = rule => rule.Score,
    };

    private static readonly PolicyPack Everything = new() { Name = "everything", Description = "", Actions = new Dictionary<string, RuleAction> { ["*"] = RuleAction.Block } };

    internal static void MapPatternAnalysis(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/policies").WithTags("Policies").WithMetadata(PolicyAdminEndpoints.BodyLimit);
        var read = group.MapGroup("").RequireAuthorization(Permissions.PoliciesRead);
        read.MapGet("/patterns", List).WithMetadata(new SortMembers(Sorts.Keys)).WithSummary("The pattern library: every rule with its expressions");
        group.MapPost("/patterns/analyze", AnalyzeAsync).RequireAuthorization(Permissions.PoliciesTest).WithWorkLimit(new WorkLimit(running: 1, waiting: 8)).WithSummary("Find faulty, repeated, covered and idle patterns and decisions");
        read.MapGet("/compiled/status", Status).WithSummary("What the guards in force were made of");
        var change = group.MapGroup("").RequireAuthorization(Permissions.PoliciesRun);
        change.MapPost("/compiled/recompile", RecompileAsync).WithSummary("Compile every guard anew");
        change.MapPost("/compiled/recompile/{name}", RecompileOneAsync).WithSummary("Compile the guards of one policy anew");
    }

    private static Ok<ApiEnvelope<PagedList<LibraryRuleView>>> List([AsParameters] PageRequest page, [FromQuery(Name = "category")] string? category, PolicyTable policies) =>
        ApiResult.Ok(PagedList.From(
            policies.Library.Rules.Concat(policies.Packs.Values.SelectMany(pack => pack.Rules)).Select(LibraryRuleView.Of).Where(rule => string.IsNullOrEmpty(category) || rule.Category == category),
            page,
            rule => $"{rule.Id} {rule.Name} {rule.Category} {rule.Description} {string.Join(' ', rule.Patterns)}",
            Sorts));

    private static async Task<Results<Ok<ApiEnvelope<PolicyAnalysis>>, ApiProblem>> AnalyzeAsync(PolicyDraft draft, PolicyTable policies)
    {
        var faults = new FaultList();
        var isAboutPolicy = draft.Patterns is not { Count: > 0 } || draft.Policy is not null || draft.Document is not null;
        var read = isAboutPolicy ? DraftReader.Read(draft, policies, faults) : new ReadPolicy(Everything, "{}", [], []);
        faults.Require(draft.Patterns is null || (draft.Patterns.Count <= 1000 && draft.Patterns.All(pattern => pattern is { Length: > 0 and <= 4000 })), "patterns", "At most 1000 expressions of 1 to 4000 characters.");
        if (read is not { Pack: { } pack, Json: var json } || !faults.IsEmpty)
        {
            return faults.ToProblem();
        }

        await Task.Yield();
        var analyzer = new PatternAnalyzer(policies.Library, policies.Compile(pack, json).Engine, pack);
        var rules = pack.Rules.Count > 0 || pack.Extends is not null ? pack.Rules : isAboutPolicy ? policies.Library.Rules.Where(rule => PolicyRuleView.StrictestAction(pack, rule) != RuleAction.None) : [];
        List<PatternReport> reports =
        [
            .. (draft.Patterns ?? []).Select(analyzer.Analyze),
            .. rules.SelectMany(rule => rule.Patterns.Select(pattern => analyzer.Analyze(rule, pattern))),
        ];
        // A built-in pack is its authors' matter, and under its own name it could not be read again without a decision.
        var decisions = isAboutPolicy && !policies.IsBuiltIn(pack.Name) ? DecisionAnalyzer.Analyze(PolicyDocument.Read(json), pack, policies.Library) : [];
        return ApiResult.Ok(new PolicyAnalysis(reports, decisions, reports.Sum(report => report.Issues.Count) + decisions.Count));
    }

    private static Ok<ApiEnvelope<CompiledView>> Status(PolicyTable policies, ProxyCatalog proxies) => ApiResult.Ok(StatusOf(policies, proxies));

    private static async Task<Ok<ApiEnvelope<CompiledView>>> RecompileAsync(PolicyTable policies, ProxyCatalog proxies, CancellationToken cancellationToken)
    {
        await policies.ReloadAsync(cancellationToken);
        return ApiResult.Ok(StatusOf(policies, proxies));
    }

    // One reload compiles all: guards join several policies, and half of them would be of another moment than the rest.
    private static async Task<Results<Ok<ApiEnvelope<CompiledView>>, ApiProblem>> RecompileOneAsync(string name, PolicyTable policies, ProxyCatalog proxies, CancellationToken cancellationToken)
    {
        if (!policies.Packs.ContainsKey(name) && !policies.Stored.ContainsKey(name))
        {
            return ApiProblem.NotFound("policy", name);
        }

        await policies.ReloadAsync(cancellationToken);
        return ApiResult.Ok(StatusOf(policies, proxies));
    }

    private static CompiledView StatusOf(PolicyTable policies, ProxyCatalog proxies) => new(
        policies.CompiledAt,
        policies.Library.Rules.Count,
        policies.Library.Rules.Sum(rule => rule.Patterns.Count),
        policies.Library.YaraRules.Count,
        [.. proxies.Current.Entries.Select(entry => GuardOf(entry.Config, policies))],
        policies.Faults);

    private static CompiledGuardView GuardOf(ProxyConfig proxy, PolicyTable policies)
    {
        var guard = policies.For(proxy);
        var own = guard.Engine.OwnRules.Concat(guard.ShadowEngine.OwnRules).DistinctBy(rule => rule.Id).Count();
        return new CompiledGuardView(proxy.Name, policies.InForce(proxy), own, guard.Fault);
    }
}
