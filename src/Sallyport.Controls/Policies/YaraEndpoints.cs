using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Sallyport.Controls.Guardrails;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Limits;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Policies;

/// <summary>
/// YARA rules in the management API: all that may be found, a try without keeping, and the files of operators' policies. A file is a member of
/// its policy's document, so each change is a version of the policy with an audit entry, and is in force at once.
/// </summary>
internal static class YaraEndpoints
{
    private const string Member = "yara";
    private const int MaxMatches = 200;

    private static readonly IReadOnlyDictionary<string, Func<YaraRuleView, IComparable?>> Sorts = new Dictionary<string, Func<YaraRuleView, IComparable?>>
    {
        ["name"] = rule => rule.Name,
        ["category"] = rule => rule.Category,
        ["severity"] = rule => rule.Severity,
        ["file"] = rule => rule.File,
    };

    internal static void MapYaraRules(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/policies").WithTags("Policies").WithMetadata(PolicyAdminEndpoints.BodyLimit);
        var read = group.MapGroup("").RequireAuthorization(Permissions.PoliciesRead);
        read.MapGet("/yara", List).WithMetadata(new SortMembers(Sorts.Keys)).WithSummary("All YARA rules: of the rules folder and of policies");
        group.MapPost("/yara/test", TestAsync).RequireAuthorization(Permissions.PoliciesTest).WithWorkLimit(new WorkLimit(running: 1, waiting: 8)).WithSummary("Read a YARA file and try it on a text, without keeping it");
        read.MapGet("/{name}/yara/{file}", Find).WithSummary("One YARA file of a policy");
        var change = group.MapGroup("").RequireAuthorization(Permissions.PoliciesWrite);
        change.MapPut("/{name}/yara/{file}", PutAsync).WithSummary("Add a YARA file to a policy, or replace it");
        change.MapDelete("/{name}/yara/{file}", DeleteAsync).WithSummary("Remove a YARA file from a policy");
    }

    private static Ok<ApiEnvelope<PagedList<YaraRuleView>>> List([AsParameters] PageRequest page, [FromQuery(Name = "policy")] string? policy, PolicyTable policies) =>
        ApiResult.Ok(PagedList.From(
            policies.Library.YaraRules.Concat(policies.Packs.Values.OrderBy(pack => pack.Name, StringComparer.Ordinal).SelectMany(pack => pack.YaraRules))
                .Select(YaraRuleView.Of).Where(rule => string.IsNullOrEmpty(policy) || rule.Policy == policy),
            page,
            rule => $"{rule.Id} {rule.File} {rule.Category} {rule.Description} {string.Join(' ', rule.Tags)}",
            Sorts));

    private static async Task<Ok<ApiEnvelope<YaraReport>>> TestAsync(YaraTrial trial)
    {
        await Task.Yield();
        var draft = YaraDraft.Read("draft.yar", trial.Text);
        var isPartial = false;
        var matches = trial.Sample is { Length: > 0 } sample ? draft.Find(sample, MaxMatches, out isPartial) : [];
        return ApiResult.Ok(new YaraReport(
            draft.Faults.Count == 0,
            [.. draft.Detections.Select(YaraRuleView.Of)],
            [.. draft.Faults.Select(fault => new YaraFaultView(fault.Line, fault.Column, fault.Message))],
            [.. matches.Select(match => new YaraMatchView(match.Rule, match.Text, match.Start, match.End))],
            isPartial));
    }

    private static Results<Ok<ApiEnvelope<YaraFileView>>, ApiProblem> Find(string name, string file, PolicyTable policies) =>
        policies.Packs.TryGetValue(name, out var pack) && TextOf(name, file, policies) is { } text
            ? ApiResult.Ok(YaraFileView.Of(pack, file, text))
            : ApiProblem.NotFound($"YARA file of policy '{name}' named", file);

    private static async Task<Results<Ok<ApiEnvelope<YaraFileView>>, ApiProblem>> PutAsync(
        string name, string file, YaraUpload upload, [AsParameters] SaveQuery query, PolicyEditor editor, PolicyTable policies, HttpContext http, CancellationToken cancellationToken)
    {
        if (!policies.Stored.TryGetValue(name, out var current))
        {
            return NotOwn(name, policies);
        }

        var document = PolicyDocument.Read(current.Json);
        if (document[Member] is not JsonObject files)
        {
            document[Member] = files = [];
        }

        files[file] = upload.Text;
        var saved = await editor.UpdateAsync(name, PolicyDocument.ToElement(document), Said(query, current, $"YARA file {file}."), http, cancellationToken);
        return saved.Pack is { } pack ? ApiResult.Ok(YaraFileView.Of(pack, file, upload.Text)) : saved.Problem!; // set where there is no pack
    }

    private static async Task<Results<Ok<ApiEnvelope<PolicyView>>, ApiProblem>> DeleteAsync(
        string name, string file, [AsParameters] SaveQuery query, PolicyEditor editor, PolicyTable policies, HttpContext http, CancellationToken cancellationToken)
    {
        if (!policies.Stored.TryGetValue(name, out var current))
        {
            return NotOwn(name, policies);
        }

        var document = PolicyDocument.Read(current.Json);
        if (document[Member] is not JsonObject files || !files.Remove(file))
        {
            return ApiProblem.NotFound($"YARA file of policy '{name}' named", file);
        }

        if (files.Count == 0)
        {
            document.Remove(Member);
        }

        var said = Said(query, current, $"Without YARA file {file}.");
        return PolicyLifeEndpoints.Answer(await editor.UpdateAsync(name, PolicyDocument.ToElement(document), said, http, cancellationToken), policies);
    }

    private static string? TextOf(string name, string file, PolicyTable policies) =>
        policies.Stored.TryGetValue(name, out var stored) && PolicyDocument.Read(stored.Json)[Member] is JsonObject files ? files[file]?.GetValue<string>() : null;

    // What was read a moment ago is what the change began with: somebody else's change in between must not be lost.
    private static SaveQuery Said(SaveQuery query, StoredPolicy current, string comment) =>
        new() { BaseVersion = query.BaseVersion ?? current.Version, Comment = string.IsNullOrEmpty(query.Comment) ? comment : query.Comment };

    private static ApiProblem NotOwn(string name, PolicyTable policies) => policies.IsBuiltIn(name)
        ? ApiProblem.Of(409, "policy_read_only", $"'{name}' comes with the program and cannot be changed; make a policy that extends it.")
        : ApiProblem.NotFound("policy", name);
}
