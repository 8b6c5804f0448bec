using Sallyport.Controls.Policies;
using Sallyport.Detection;
using Sallyport.Tests.Detection;
using Xunit;

namespace Sallyport.Tests.Controls.Policies;

/// <summary>The examples for authors do what they say.</summary>
public sealed class PolicyGuideTests
{
    [Fact]
    public void The_example_of_the_guide_passes_its_own_cases()
    {
        var guide = File.ReadAllText(Path.Combine(RepositoryRules.Folder, "..", "docs", "policies.md"));
        var start = guide.IndexOf("```json", StringComparison.Ordinal) + "```json".Length;
        AssertPasses(guide[start..guide.IndexOf("```", start, StringComparison.Ordinal)]);
    }

    [Fact]
    public void The_sample_of_an_own_policy_passes_its_own_cases() =>
        AssertPasses(File.ReadAllText(Path.Combine(RepositoryRules.Folder, "..", "samples", "own-policy", "policy.json")));

    private static void AssertPasses(string json)
    {
        var library = RepositoryRules.Library;
        var read = PolicyReader.Read(json, library);
        var pack = read.Pack ?? throw new InvalidOperationException(string.Join("; ", read.Faults));
        var engine = DetectionEngine.Create(library, [pack]);

        var report = CaseRunner.Run(pack, engine, engine.Compile([pack]));

        Assert.All(report.Results, result => Assert.Null(result.Reason));
        Assert.Equal(3, report.Passed);
    }
}
