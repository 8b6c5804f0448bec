using Sallyport.Detection;
using Sallyport.Detection.Matching;
using Sallyport.Detection.Rules;
using Xunit;

namespace Sallyport.Tests.Detection.Rules;

public sealed class RuleLintTests
{
    [Fact]
    public void Each_rule_file_is_named_after_its_rule_and_lies_in_its_category()
    {
        foreach (var rule in RepositoryRules.Library.Rules)
        {
            Assert.True(File.Exists(Path.Combine(RepositoryRules.Folder, rule.Category, rule.Id + ".json")), rule.Id);
        }

        var files = Directory.EnumerateFiles(RepositoryRules.Folder, "*.json", SearchOption.AllDirectories)
            .Count(path => Path.GetFileName(Path.GetDirectoryName(path)) is not ("tests" or "packs"));
        Assert.Equal(files, RepositoryRules.Library.Rules.Count);
    }

    [Fact]
    public void Each_rule_has_at_least_two_attacks_and_two_benign_cases()
    {
        foreach (var rule in RepositoryRules.Library.Rules)
        {
            Assert.True(RepositoryRules.Cases(rule.Id, "attack").Count() >= 2, rule.Id);
            Assert.True(RepositoryRules.Cases(rule.Id, "benign").Count() >= 2, rule.Id);
        }
    }

    [Fact]
    public void All_faults_of_all_files_are_reported_at_once()
    {
        RuleSource[] sources =
        [
            new("a.json", """{"id": "A b", "category": "nonsense", "tags": ["made:up"], "patterns": [{"pattern": "(unclosed"}, {"pattern": "\\w+"}], "colour": 1}"""),
            new("b.json", "{"),
            new("packs/p.json", """{"name": "p", "description": "d", "kind": "llm", "actions": {"no-such-rule": "block", "sqli": "explode"}, "masking": ["SOUL"]}"""),
        ];

        Assert.Null(RuleLibrary.Load(sources, existing: null, out var faults));

        var all = string.Join('\n', faults);
        foreach (var expected in new[] { "'name'", "'severity'", "'score'", "nonsense", "made:up", "not a valid expression", "cannot be bounded", "colour", "not JSON", "explode", "SOUL", "id 'A b'" })
        {
            Assert.Contains(expected, all, StringComparison.Ordinal);
        }
    }

    /// <summary>What a stream holds back begins with a text it knows. A rule that begins with anything lets its lead-in out: none does.</summary>
    [Fact]
    public void Each_rule_that_looks_at_answers_begins_with_something_known()
    {
        var table = new RuleTable(RepositoryRules.Library);
        var exceptions = table.Patterns
            .Where(pattern => pattern.Openings.Count == 0 && table.Entries[pattern.Rule].Directions.Contains(ScanDirection.Output))
            .Select(pattern => table.Entries[pattern.Rule].Id);

        Assert.Equal([], exceptions.Distinct());
    }

    [Fact]
    public void A_custom_rule_may_not_take_the_id_of_a_shipped_one()
    {
        var shipped = File.ReadAllText(Path.Combine(RepositoryRules.Folder, "jailbreak", "jb-dan.json"));
        Assert.Null(RuleLibrary.Load([new RuleSource("jb-dan.json", shipped)], RepositoryRules.Library, out var faults));
        Assert.Contains(faults, fault => fault.Message.Contains("exists already", StringComparison.Ordinal));
    }
}
