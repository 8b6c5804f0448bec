using Sallyport.Detection.Rules;

namespace Sallyport.Controls.Policies;

/// <summary>A YARA file of a policy.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="File">The file's name.</param>
/// <param name="Text">Its text.</param>
/// <param name="Rules">What its rules mean to the gateway; private ones are left out.</param>
public sealed record YaraFileView(string Policy, string File, string Text, IReadOnlyList<YaraRuleView> Rules)
{
    internal static YaraFileView Of(PolicyPack pack, string file, string text) =>
        new(pack.Name, file, text, [.. pack.YaraRules.Where(rule => rule.Rule.File == file).Select(YaraRuleView.Of)]);
}
