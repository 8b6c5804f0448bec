using Sallyport.Detection.Yara;

namespace Sallyport.Detection.Rules;

/// <summary>The YARA side of a rule library.</summary>
/// <param name="Sources">The files, kept so that more can be added.</param>
/// <param name="Rules">The compiled rules.</param>
/// <param name="Detections">What the rules that may be found say to us.</param>
internal sealed record YaraPart(IReadOnlyList<RuleSource> Sources, YaraRuleSet Rules, IReadOnlyList<YaraDetection> Detections)
{
    /// <summary>Compiles files; faults leave it empty.</summary>
    public static YaraPart Compile(IReadOnlyList<RuleSource> sources, List<RuleFault> faults)
    {
        if (sources.Count == 0)
        {
            return new YaraPart([], YaraRuleSet.Empty, []);
        }

        var compiled = YaraCompiler.Compile([.. sources.Select(source => new YaraSource(source.Name, source.Text))]);
        faults.AddRange(compiled.Faults.Select(fault => new RuleFault($"{fault.File}:{fault.Line}:{fault.Column}", fault.Message)));
        var rules = compiled.Rules ?? YaraRuleSet.Empty;
        return new YaraPart(sources, rules, [.. rules.Rules.Where(rule => !rule.IsPrivate).Select(rule => YaraMetaReader.Read(rule, faults))]);
    }
}
