using System.Text.Json;
using Sallyport.Host.Cli.Demo;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Cli;

/// <summary>The verb that shows the product is also its smoke test.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task The_demo_comes_out_as_expected_on_every_line()
    {
        var (exitCode, output) = await GatewayProcess.RunAsync("demo", "--exit");

        var lines = output.Split('\n').Where(line => line.StartsWith("ok ", StringComparison.Ordinal)).ToList();
        Assert.True(exitCode == 0, output);
        Assert.Equal(DemoScript.Steps.Count, lines.Count);
        Assert.DoesNotContain("FAIL", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_demo_as_json_is_one_object()
    {
        var (exitCode, output) = await GatewayProcess.RunAsync("demo", "--exit", "--json");

        var report = JsonElement.Parse(output);
        Assert.Equal(0, exitCode);
        Assert.True(report.GetProperty("ok").GetBoolean(), output);
        Assert.Equal(DemoScript.Steps.Count, report.GetProperty("lines").GetArrayLength());
    }

    [Fact]
    public async Task The_demo_leaves_no_data_behind()
    {
        using var home = new ScratchFolder();
        var (exitCode, output) = await GatewayProcess.RunWithTempAsync(home.Path, "demo", "--exit");

        Assert.True(exitCode == 0, output);
        Assert.Empty(Directory.EnumerateDirectories(home.Path, "sallyport-*"));
    }
}
