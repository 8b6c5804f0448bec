using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Sallyport.ArchitectureTests.Sources;
using Sallyport.Host;
using Xunit;

namespace Sallyport.ArchitectureTests;

/// <summary>Keeps the documents that name parts of the repository in step with it.</summary>
public sealed partial class DocumentTests
{
    private const string RecordFolder = "docs/adr";
    private const string DependencyRecord = "docs/adr/0010-dependencies.md";

    private static readonly IReadOnlyList<string> Records =
        [.. Repository.Files(RecordFolder, ".md").Select(path => Path.GetFileName(path)).Where(name => name != "README.md").Order(StringComparer.Ordinal)];

    /// <summary>File names of the decision records.</summary>
    public static TheoryData<string> RecordNames => [.. Records];

    [Fact]
    public void Decision_records_are_numbered_without_gaps()
    {
        Assert.Equal(Enumerable.Range(1, Records.Count).Select(number => $"{number:D4}"), Records.Select(name => name[..4]));
    }

    [Fact]
    public void The_list_of_decision_records_is_complete()
    {
        var listed = RecordLink().Matches(Repository.Read($"{RecordFolder}/README.md")).Select(match => match.Groups[1].Value);

        Assert.Equal(Records, listed);
    }

    [Theory]
    [MemberData(nameof(RecordNames))]
    public void A_decision_record_gives_status_context_decision_and_consequences(string name)
    {
        var headings = Heading().Matches(Repository.Read($"{RecordFolder}/{name}")).Select(match => match.Groups[1].Value);

        Assert.Equal(["Status", "Context", "Decision", "Consequences"], headings);
    }

    [Fact]
    public void Every_package_stands_in_the_dependency_table_with_its_version()
    {
        var used = XDocument.Load(Repository.PathOf("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Select(package => $"{package.Attribute("Include")?.Value} {package.Attribute("Version")?.Value}");

        Assert.Equal(used.Order(StringComparer.Ordinal), TableRows("NuGet"));
    }

    [Fact]
    public void Every_package_of_the_web_app_stands_in_the_dependency_table_with_its_version()
    {
        Assert.SkipUnless(File.Exists(Repository.PathOf("ui/package.json")), "There is no web app in this checkout yet.");
        using var manifest = JsonDocument.Parse(Repository.Read("ui/package.json"));

        var used = new[] { "dependencies", "devDependencies" }
            .Where(section => manifest.RootElement.TryGetProperty(section, out _))
            .SelectMany(section => manifest.RootElement.GetProperty(section).EnumerateObject())
            .Select(package => $"{package.Name} {package.Value.GetString()}");

        Assert.Equal(used.Order(StringComparer.Ordinal), TableRows("npm"));
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("SECURITY.md")]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/configuration.md")]
    [InlineData("samples/README.md")]
    [InlineData("docs/adr/README.md")]
    public void A_link_to_a_file_of_the_repository_leads_somewhere(string document)
    {
        Assert.SkipUnless(File.Exists(Repository.PathOf(document)), $"There is no {document} in this checkout yet.");
        var folder = Path.GetDirectoryName(Repository.PathOf(document)) ?? Repository.Root;

        var broken = Link().Matches(Repository.Read(document))
            .Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !Path.Exists(Path.Combine(folder, target)));

        Assert.Empty(broken);
    }

    [Fact]
    public async Task The_configuration_example_of_the_readme_can_be_used()
    {
        var example = YamlExample().Match(Repository.Read("README.md")).Groups[1].Value;
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, example, TestContext.Current.CancellationToken);
        try
        {
            await using var app = GatewayApp.Build(file, new Dictionary<string, string?>());
            Assert.Equal("600", app.Configuration["RateLimits:DefaultPerMinute"]);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>"name version" of each row in the table under the heading of that ecosystem.</summary>
    private static IEnumerable<string> TableRows(string ecosystem)
    {
        var section = Repository.Read(DependencyRecord).Split($"### {ecosystem}\n")[1].Split("\n#")[0];
        return PackageRow().Matches(section)
            .Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}")
            .Order(StringComparer.Ordinal);
    }

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlExample();

    [GeneratedRegex(@"\]\((\d{4}-[\w-]+\.md)\)")]
    private static partial Regex RecordLink();

    [GeneratedRegex(@"^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| ([\w.@/-]+) \| (\d[\w.-]+) \|", RegexOptions.Multiline)]
    private static partial Regex PackageRow();

    [GeneratedRegex(@"\]\(([^)#\s]+)[^)]*\)")]
    private static partial Regex Link();
}
