using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Cli;

/// <summary>Policies checked by a pipeline, without a gateway.</summary>
public sealed class PolicyTests
{
    private const string Start = """{"name":"mine","description":"d","kind":"both","rules":[{"id":"codename","category":"exfiltration","action":"block","patterns":["blue heron"]}],"tests":[""";

    [Theory]
    [InlineData("""{"text":"the blue heron","expect":"block"}""", 0, "1 passed, 0 failed")]
    [InlineData("""{"name":"too strict","text":"the blue heron","expect":"allow"}""", 1, "FAIL  allow   input            too strict")]
    [InlineData("""{"text":"the blue heron","expect":"allow"}""", 1, "expected allow, got block: by mine/codename")]
    [InlineData("", 1, "there are no cases in it")]
    [InlineData("""{"text":"x","expect":"explode"}""", 78, "'expect' holds 'explode'")]
    public async Task The_cases_inside_a_policy_decide_the_exit_code(string cases, int expected, string line)
    {
        var (exitCode, output) = await RunAsync("test", Start + cases + "]}");

        Assert.Equal(expected, exitCode);
        Assert.Contains(line, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_of_a_policy_is_listed_at_once()
    {
        var (exitCode, output) = await RunAsync("validate", """{"name":"mine","kind":"both","rules":[{"id":"a","category":"x","patterns":["("]}]}""");

        Assert.Equal(78, exitCode);
        Assert.Contains("'description' is missing", output, StringComparison.Ordinal);
        Assert.Contains("unknown category 'x'", output, StringComparison.Ordinal);
        Assert.Contains("not a valid expression", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_is_judged_by_a_policy_in_a_file()
    {
        using var home = new ScratchFolder();
        var file = Path.Combine(home.Path, "policy.json");
        await File.WriteAllTextAsync(file, Start + "]}", TestContext.Current.CancellationToken);

        var (exitCode, output) = await GatewayProcess.RunAsync("analyze", "--policy", file, "the blue heron");

        Assert.Equal(1, exitCode);
        Assert.Contains("mine/codename", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_policy_that_is_neither_file_nor_stored_is_told_without_a_stack_trace()
    {
        using var home = new ScratchFolder();
        var config = Path.Combine(home.Path, "sallyport.yaml");
        await File.WriteAllTextAsync(config, $"storage:\n  data_directory: {home.Path}", TestContext.Current.CancellationToken);

        var (exitCode, output) = await GatewayProcess.RunAsync("policy", "test", "nothing", "--config", config);

        Assert.Equal(69, exitCode);
        Assert.Contains("There is no file 'nothing'", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string verb, string policy)
    {
        using var home = new ScratchFolder();
        var file = Path.Combine(home.Path, "policy.json");
        await File.WriteAllTextAsync(file, policy, TestContext.Current.CancellationToken);
        return await GatewayProcess.RunAsync("policy", verb, file);
    }
}
