using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Sallyport.Core.Api;
using Sallyport.Core.Limits;

namespace Sallyport.Controls.Guardrails;

/// <summary>Judges a text without a proxy: for tests of policies, pipelines and other gateways.</summary>
internal static class AnalyzeEndpoint
{
    internal const int MaxText = 1024 * 1024;
    private const int MaxWaiting = 32;
    private static readonly RequestBodyLimit BodyLimit = new(8 * MaxText);

    internal static void MapAnalyze(this IEndpointRouteBuilder endpoints)
    {
        // Nothing but work for the processors, which the exchanges need too: half of them, and a short queue.
        var limit = new WorkLimit(running: Math.Max(1, Environment.ProcessorCount / 2), waiting: MaxWaiting);
        endpoints.MapPost("/security/analyze", AnalyzeContractAsync).WithWorkLimit(limit).RequireAuthorization(ApiPolicies.Viewer).WithMetadata(BodyLimit).WithTags("Security").WithSummary("Judge a text");
        endpoints.MapPost("/policies/test", AnalyzeAsync).WithWorkLimit(limit).RequireAuthorization(ApiPolicies.Viewer).WithMetadata(BodyLimit).WithTags("Policies").WithSummary("Judge a text by policies");
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

    private static async Task<(AnalysisView? Analysis, ApiProblem? Problem)> JudgeAsync(PolicyTestInput input, PolicyTable policies, string traceId)
    {
        var faults = new FaultList();
        var text = input.Text ?? input.Instruction;
        faults.Require(text is { Length: > 0 and <= MaxText }, "text", $"1 to {MaxText} characters.");
        IReadOnlyList<string> names = input.Policies is { Count: > 0 } given ? given : ["llm-standard-security"];
        var guard = policies.Compile(names);
        faults.Require(guard.Policy is not null, "policies", $"The analysis cannot run: {guard.Fault}.");
        if (!faults.IsEmpty || text is null || guard.Policy is null)
        {
            return (null, faults.ToProblem());
        }

        // A text of this size must not hold up the thread that serves sockets.
        await Task.Yield();
        var started = Stopwatch.GetTimestamp();
        var report = policies.Engine.Analyze(text, input.Direction, guard.Policy);
        var elapsed = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        return (new AnalysisView(
            report.Verdict, report.IsThreat, report.Risk, report.RiskLevel, [.. report.Findings.Select(FindingView.Of)], report.Scores, report.IsPartial, Math.Round(elapsed, 1), traceId), null);
    }
}
