using Xunit;

namespace Sallyport.Tests.Detection.Rules;

public sealed class RuleCaseTests
{
    public static TheoryData<string> RuleIds => [.. RepositoryRules.Library.Rules.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void A_rule_finds_each_of_its_attacks(string ruleId)
    {
        var rule = RepositoryRules.Library.Rules.Single(rule => rule.Id == ruleId);
        foreach (var attack in RepositoryRules.Cases(ruleId, "attack"))
        {
            var report = RepositoryRules.Engine.Analyze(attack, rule.Directions[0], RepositoryRules.Everything);
            Assert.True(report.Findings.Any(finding => finding.RuleId == ruleId), $"{ruleId} misses: {attack}");
        }
    }

    [Theory]
    [MemberData(nameof(RuleIds))]
    public void The_benign_look_alikes_of_a_rule_are_no_threat(string ruleId)
    {
        var rule = RepositoryRules.Library.Rules.Single(rule => rule.Id == ruleId);
        foreach (var benign in RepositoryRules.Cases(ruleId, "benign"))
        {
            var report = RepositoryRules.Engine.Analyze(benign, rule.Directions[0], RepositoryRules.Everything);
            Assert.False(report.IsThreat, $"{ruleId}: {benign} gives {string.Join(", ", report.Findings.Select(finding => finding.RuleId))}");
            Assert.DoesNotContain(report.Findings, finding => finding.RuleId == ruleId);
        }
    }
}
