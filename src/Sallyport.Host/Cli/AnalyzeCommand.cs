using System.Text.Json;
using Sallyport.Core.Api;
using Sallyport.Detection;
using Sallyport.Detection.Rules;

namespace Sallyport.Host.Cli;

/// <summary>Judges a text with the built-in rules and those of a folder, offline.</summary>
internal static class AnalyzeCommand
{
    internal static async Task<int> RunAsync(string? text, string direction, string policy, string? rules, bool json, CancellationToken cancellationToken)
    {
        var builtIn = RuleLibrary.LoadBuiltIn();
        IReadOnlyList<RuleFault> faults = [];
        if ((string.IsNullOrEmpty(rules) ? builtIn : RuleLibrary.LoadFolder(rules, builtIn, out faults)) is not { } library)
        {
            foreach (var fault in faults)
            {
                await Console.Error.WriteLineAsync(fault.ToString());
            }

            return ExitCode.ConfigurationFault;
        }

        if (library.Packs.FirstOrDefault(pack => pack.Name == policy) is not { } chosen)
        {
            await Console.Error.WriteLineAsync($"There is no policy '{policy}'. Known: {string.Join(", ", library.Packs.Select(pack => pack.Name))}.");
            return ExitCode.ConfigurationFault;
        }

        var engine = DetectionEngine.Create(library);
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
