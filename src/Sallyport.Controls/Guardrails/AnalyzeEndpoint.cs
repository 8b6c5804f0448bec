using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Controls.Policies;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Core.Limits;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Guardrails;

/// <summary>Judges texts without a proxy: for tests of policies, pipelines and other gateways.</summary>
internal static class AnalyzeEndpoint
{
    internal const int MaxText = 1024 * 1024;
    internal const int MaxTexts = 100;
    private const int MaxWaiting = 32;
    private static readonly RequestBodyLimit BodyLimit = new(8 * MaxText);

    internal static void MapAnalyze(this IEndpointRouteBuilder endpoints)
    {
        // Nothing but work for the processors, which the exchanges need too: half of them, and a short queue.
        var limit = new WorkLimit(running: Math.Max(1, Environment.ProcessorCount / 2), waiting: MaxWaiting);
        endpoints.MapPost("/security/analyze", AnalyzeContractAsync).WithWorkLimit(limit).RequireAuthorization(Permissions.PoliciesTest).WithMetadata(BodyLimit).WithTags("Security").WithSummary("Judge a text");
        var policies = endpoints.MapGroup("/policies").RequireAuthorization(Permissions.PoliciesTest).WithMetadata(BodyLimit).WithTags("Policies");
        policies.MapPost("/test", AnalyzeAsync).WithWorkLimit(limit).WithSummary("Judge texts by policies, or by one that is not saved");
        policies.MapPost("/test/cases", RunCasesAsync).WithWorkLimit(limit).WithSummary("Run the cases inside a policy");
    }

    /// <summary>The analysis itself is the answer here, without an envelope: this shape is part of the public contract.</summary>
    private static async Task<Results<Ok<AnalysisView>, ApiProblem>> AnalyzeContractAsync(PolicyTestInput input, PolicyTable policies, HttpContext http)
    {
        var (analysis, problem) = await JudgeAsync(input, policies, http.TraceIdentifier);
        return problem is not null ? problem : TypedResults.Ok(analysis!); // set when there is no problem
    }

    private static async Task<Results<Ok<ApiEnvelope<AnalysisView>>, ApiProblem>> AnalyzeAsync(PolicyTestInput input, PolicyTable policies, HttpContext http)
    {
        var (analysis, problem) = await JudgeAsync(input, policies, http.TraceIdentifier);
        return problem is not null ? problem : ApiResult.Ok(analysis!); // set when there is no problem
    }

    private static async Task<Results<Ok<ApiEnvelope<CaseReport>>, ApiProblem>> RunCasesAsync(PolicyDraft draft, PolicyTable policies)
    {
        var faults = new FaultList();
        if (DraftReader.Read(draft, policies, faults) is not { Pack: { } pack, Json: var json })
        {
            return faults.ToProblem();
        }

        await Task.Yield();
        var guard = draft.Document is null ? policies.Compile([pack.Name]) : policies.Compile(pack, json);
        return guard.Policy is { } policy
            ? ApiResult.Ok(CaseRunner.Run(pack, guard.Engine, policy))
            : ApiProblem.Of(409, "policy_faulty", $"The policy cannot run: {guard.Fault}.");
    }

    private static async Task<(AnalysisView? Analysis, ApiProblem? Problem)> JudgeAsync(PolicyTestInput input, PolicyTable policies, string traceId)
    {
        var faults = new FaultList();
        var texts = input.Texts is { Count: > 0 } several ? several : [input.Text ?? input.Instruction ?? ""];
        faults.Require(texts.Count <= MaxTexts, "texts", $"At most {MaxTexts} texts.");
        faults.Require(texts.All(text => text is { Length: > 0 }) && texts.Sum(text => (long)text.Length) <= MaxText, input.Texts is null ? "text" : "texts", $"1 to {MaxText} characters.");
        var guard = GuardOf(input, policies, faults);
        if (!faults.IsEmpty || guard?.Policy is not { } policy)
        {
            return (null, faults.ToProblem());
        }

        // A text of this size must not hold up the thread that serves sockets.
        await Task.Yield();
        IReadOnlyList<AnalysisView> judged = [.. texts.Select(text => Judge(text, input, guard.Engine, policy, traceId))];
        var gravest = judged.MaxBy(view => (view.Verdict, view.Risk))!; // there is at least one text
        return (input.Texts is { Count: > 0 } ? gravest with { Samples = judged } : gravest, null);
    }

    private static ProxyGuard? GuardOf(PolicyTestInput input, PolicyTable policies, FaultList faults)
    {
        if (input.Document is { } document)
        {
            var read = PolicyReader.Read(document, policies.Library);
            read.Faults.ToList().ForEach(fault => faults.Add("document", fault));
            return read.Pack is { } pack ? policies.Compile(pack, read.Json) : null;
        }

        var guard = policies.Compile(input.Policies is { Count: > 0 } given ? given : ["llm-standard-security"]);
        faults.Require(guard.Policy is not null, "policies", $"The analysis cannot run: {guard.Fault}.");
        return guard;
    }

    private static AnalysisView Judge(string text, PolicyTestInput input, DetectionEngine engine, CompiledPolicy policy, string traceId)
    {
        var started = Stopwatch.GetTimestamp();
        var report = engine.Analyze(text, input.Direction, policy);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        return new AnalysisView(
            report.Verdict, report.IsThreat, report.Risk, report.RiskLevel, [.. report.Findings.Select(FindingView.Of)], report.Scores, report.IsPartial, Math.Round(elapsed, 1), traceId)
        {
            Views = input.Views ? [.. DetectionEngine.Views(text).Select(view => TextViewView.Of(view, report, engine, input.Direction, policy))] : null,
        };
    }
}
