using System.Text.RegularExpressions;
using Sallyport.ArchitectureTests.Sources;
using Xunit;

namespace Sallyport.ArchitectureTests;

/// <summary>Keeps the table of audit events in docs/audit.md in step with the names in the code.</summary>
public sealed partial class AuditEventTests
{
    // Members of inputs, which faults are reported at.
    private static readonly HashSet<string> Members = new(["auth.name", "auth.secret"], StringComparer.Ordinal);

    [Fact]
    public void Every_audit_event_stands_in_the_table_and_nothing_else_does()
    {
        var documented = Documented();
        var families = documented.Select(FamilyOf).ToHashSet(StringComparer.Ordinal);
        var sources = Repository.Files("src", ".cs").Select(Repository.Read).ToList();
        var plain = sources.SelectMany(source => Literal().Matches(source).Select(match => match.Groups[1].Value)).Where(name => families.Contains(FamilyOf(name)));
        var recorded = sources.SelectMany(source => Recorded().Matches(source).Select(match => match.Groups[1].Value));
        var composed = sources.SelectMany(source => Composed().Matches(source).Select(match => match.Groups[1].Value)).SelectMany(family => new[] { $"{family}.created", $"{family}.updated" });

        Assert.Equal(documented.Order(StringComparer.Ordinal), plain.Concat(recorded).Concat(composed).Except(Members).Distinct().Order(StringComparer.Ordinal));
    }

    private static List<string> Documented()
    {
        var rows = Repository.Read("docs/audit.md").Split("## Events")[1].Split('\n').Select(line => Row().Match(line)).Where(row => row.Success);
        return
        [
            .. rows.SelectMany(row => Name().Matches(row.Groups[2].Value)
                .Select(name => (row.Groups[1].Value.EndsWith('.') ? row.Groups[1].Value : "") + name.Groups[1].Value)),
        ];
    }

    private static string FamilyOf(string name) => name.Split('.')[0];

    [GeneratedRegex("^\\| `([a-z_.]+)` \\| (.*) \\|$")]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z_.]+)`")]
    private static partial Regex Name();

    [GeneratedRegex("(?<!\\$)\"([a-z_]+(?:\\.[a-z_]+)+)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("Entry\\([^\"\\n]*\"([a-z_]+(?:\\.[a-z_]+)+)\"")]
    private static partial Regex Recorded();

    [GeneratedRegex("\\$\"([a-z_]+)\\.\\{what\\}\"")]
    private static partial Regex Composed();
}
