using System.Text.Json;
using Sallyport.Controls.Policies;
using Sallyport.Core.Api;
using Sallyport.Detection;

namespace Sallyport.Host.Cli;

/// <summary>Runs the cases inside a policy, offline, so that a pipeline can refuse a policy that does not do what its author says.</summary>
internal static class PolicyTestCommand
{
    internal static async Task<int> RunAsync(string fileOrName, string? rules, string? config, bool json, CancellationToken cancellationToken)
    {
        var file = await PolicyFile.ReadAsync(fileOrName, rules, config, cancellationToken);
        if (file.Policy is not { } policy)
        {
            return await PolicyValidateCommand.RefuseAsync(file, json);
        }

        var engine = DetectionEngine.Create(file.Library, [policy]);
        var report = CaseRunner.Run(policy, engine, engine.Compile([policy]));
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, ApiJson.Options));
        }
        else
        {
            Print(report);
        }

        // Nothing tried is nothing shown: a pipeline must not take it for a pass.
        return report is { Failed: 0, Passed: > 0 } ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static void Print(CaseReport report)
    {
        foreach (var result in report.Results)
        {
            var direction = JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Direction.ToString());
            Console.WriteLine($"{(result.IsPassed ? "pass" : "FAIL")}  {Word(result.Expected),-6}  {direction,-15}  {result.Name.ReplaceLineEndings(" ")}");
            if (result.Reason is { } reason)
            {
                Console.WriteLine($"      {reason}");
            }
        }

        Console.WriteLine(report.Results.Count == 0
            ? $"{report.Policy}: there are no cases in it; add some under \"tests\"."
            : $"{report.Policy}: {report.Passed} passed, {report.Failed} failed");
    }

    private static string Word(AnalyzeVerdict verdict) => verdict.ToString().ToLowerInvariant();
}
