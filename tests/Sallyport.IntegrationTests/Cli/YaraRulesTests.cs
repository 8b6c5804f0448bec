using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Cli;

/// <summary>YARA files in the rules folder, as an operator meets them.</summary>
public sealed class YaraRulesTests
{
    private const string Rule = """rule Zebra { meta: category = "exfiltration" severity = "critical" strings: $a = "zebra" nocase condition: $a }""";

    [Fact]
    public async Task A_yara_file_in_the_rules_folder_decides_about_texts()
    {
        using var home = new ScratchFolder();
        await File.WriteAllTextAsync(Path.Combine(home.Path, "mine.yar"), Rule, TestContext.Current.CancellationToken);

        var (exitCode, output) = await GatewayProcess.RunAsync("analyze", "--rules", home.Path, "one ZEBRA");

        Assert.Equal(1, exitCode);
        Assert.Contains("yara-Zebra  [4..9)", output, StringComparison.Ordinal);
        Assert.Equal(0, (await GatewayProcess.RunAsync("analyze", "--rules", home.Path, "one horse")).ExitCode);
    }

    [Fact]
    public async Task Every_fault_of_every_yara_file_is_told_by_file_line_and_name()
    {
        using var home = new ScratchFolder();
        await File.WriteAllTextAsync(Path.Combine(home.Path, "a.yar"), "import \"pe\"\n" + Rule + "\nrule b {\n condition: entrypoint == 1\n}", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(home.Path, "b.yara"), "rule c { strings: $a = /x(?=y)/ condition: $a }", TestContext.Current.CancellationToken);
        var config = Path.Combine(home.Path, "sallyport.yaml");
        await File.WriteAllTextAsync(config, $"guardrails:\n  rules_folder: {home.Path}", TestContext.Current.CancellationToken);

        var (exitCode, output) = await GatewayProcess.RunAsync("validate", "--config", config);

        Assert.Equal(78, exitCode);
        Assert.Contains("a.yar:1:1: the module 'pe'", output, StringComparison.Ordinal);
        Assert.Contains("a.yar:4:13: 'entrypoint' is not supported", output, StringComparison.Ordinal);
        Assert.Contains("b.yara:1:24: in the expression, '(?='", output, StringComparison.Ordinal);
    }
}
