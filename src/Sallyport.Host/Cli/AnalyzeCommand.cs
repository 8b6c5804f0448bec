using System.Text.Json;
using Sallyport.Core.Api;
using Sallyport.Detection;

namespace Sallyport.Host.Cli;

/// <summary>Judges a text offline, with the built-in rules and those of a folder, by a policy that is built in, stored or a file.</summary>
internal static class AnalyzeCommand
{
    internal static async Task<int> RunAsync(string? text, string direction, string policy, string? rules, string? config, bool json, CancellationToken cancellationToken)
    {
        var file = await PolicyFile.ReadAsync(policy, rules, config, cancellationToken);
        if (file.Policy is not { } chosen)
        {
            return await PolicyValidateCommand.RefuseAsync(file, json);
        }

        var engine = DetectionEngine.Create(file.Library, [chosen]);
        var judged = text ?? await Console.In.ReadToEndAsync(cancellationToken);
        var report = engine.Analyze(judged, Enum.Parse<ScanDirection>(direction.Replace("_", "", StringComparison.Ordinal), ignoreCase: true), engine.Compile([chosen]));
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(report, ApiJson.Options));
        }
        else
        {
            Console.WriteLine($"{report.Verdict.ToString().ToLowerInvariant()}  risk {report.Risk:0.00} ({report.RiskLevel})");
            foreach (var finding in report.Findings)
            {
                Console.WriteLine($"  {finding.Severity,-8} {finding.Category,-20} {finding.RuleId}  [{finding.Start}..{finding.End}) {finding.View}");
            }
        }

        return report.Verdict == AnalyzeVerdict.Block ? ExitCode.CheckFailed : ExitCode.Ok;
    }
}
