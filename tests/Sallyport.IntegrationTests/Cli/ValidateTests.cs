using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Cli;

/// <summary>What is said of a configuration that cannot be used, and that looking at one changes nothing.</summary>
public sealed class ValidateTests
{
    [Fact]
    public async Task Faults_of_several_sections_are_listed_at_once_with_their_keys()
    {
        var (exitCode, output) = await ValidateAsync("""
            rate_limits:
              default_per_minute: -1
            llm:
              max_event_bytes: 1
            identity:
              session_lifetime: 00:00:01
            """);

        Assert.Equal(78, exitCode);
        Assert.Contains("RateLimits:DefaultPerMinute", output, StringComparison.Ordinal);
        Assert.Contains("Llm:MaxEventBytes", output, StringComparison.Ordinal);
        Assert.Contains("Identity:SessionLifetime", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rate_limits:\n  default_per_minut: 5", "RateLimits:defaultperminut: there is no such setting")]
    [InlineData("rate_limit:\n  default_per_minute: 5", "ratelimit: there is no such section")]
    [InlineData("rate_limits: 5", "RateLimits: holds a value")]
    [InlineData("rate_limits:\n  default_per_minute: many", "RateLimits:DefaultPerMinute: cannot be read as a whole number")]
    [InlineData("rate_limits:\n  default_per_minute: [1]", "RateLimits:DefaultPerMinute: cannot be read as a whole number")]
    [InlineData("upstream:\n  allow_private: 10.0.0.0/8", "Upstream:AllowPrivate: must be a list")]
    [InlineData("upstream:\n  head_timeout: soon", "Upstream:HeadTimeout: cannot be read as a time")]
    [InlineData("upstream:\n  head_timeout: 30", "Upstream:HeadTimeout: cannot be read as a time such as 00:00:30")]
    [InlineData("storage:\n  is_postgre_sql: true", "Storage:ispostgresql: there is no such setting; known are Database, DataDirectory.")]
    [InlineData("urls: https://127.0.0.1:0", "'https://127.0.0.1:0' needs a certificate")]
    [InlineData("audit:\n  flush_interval: 00:01:00", "Audit:FlushInterval is 00:01:00; it must be")]
    [InlineData("audit:\n  queue_entries: 999", "Audit:QueueEntries is 999; it must be")]
    [InlineData("usage:\n  flush_interval: 00:00:00", "Usage:FlushInterval is 00:00:00; it must be")]
    [InlineData("usage:\n  max_combinations: 1000001", "Usage:MaxCombinations is 1000001; it must be")]
    [InlineData("urls: nowhere", "'nowhere' is not an address to listen on")]
    [InlineData("[a]: 1", "a setting's name must be a plain word")]
    [InlineData("just words", "must hold sections")]
    [InlineData("upstream:\n  head_timeout: 00:01:00\n  HeadTimeout: 00:02:00", "upstream:HeadTimeout: stands twice")]
    [InlineData("urls: ${SALLYPORT_URLS:-http://127.0.0.1:1}", "holds a '${' that is no reference")]
    [InlineData("urls: &a [*a]", "yaml")]
    [InlineData("\u0000\u0001binary", "yaml")]
    [InlineData("urls: ${SALLYPORT_NO_SUCH_VARIABLE}", "SALLYPORT_NO_SUCH_VARIABLE is not set")]
    public async Task A_file_that_cannot_be_used_is_refused_with_the_setting_named(string yaml, string expected)
    {
        var (exitCode, output) = await ValidateAsync(yaml);

        Assert.Equal(78, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_few_lines_of_aliases_cannot_stand_for_millions_of_settings()
    {
        var levels = Enumerable.Range(1, 9).Select(level => $"l{level}: &l{level} [{string.Join(", ", Enumerable.Repeat(level == 1 ? "x" : $"*l{level - 1}", 10))}]");

        var (exitCode, output) = await ValidateAsync(string.Join("\n", levels));

        Assert.Equal(78, exitCode);
        Assert.Contains("more than 10000 settings", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100_000, "nested deeper than 32 levels")]
    [InlineData(2_000_000, "is larger than 1048576 bytes")]
    public async Task A_deep_or_huge_file_does_not_end_the_process(int brackets, string expected)
    {
        var (exitCode, output) = await ValidateAsync("urls: " + new string('[', brackets));

        Assert.Equal(78, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_end_is_not_read_to_the_end()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "This system has no endless file.");

        var (exitCode, output) = await GatewayProcess.RunAsync("validate", "--config", "/dev/zero");

        Assert.Equal(78, exitCode);
        Assert.Contains("is larger than 1048576 bytes", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_to_judge_that_begins_with_an_at_sign_is_a_text_and_no_file_of_arguments()
    {
        using var home = new ScratchFolder();
        var file = Path.Combine(home.Path, "arguments");
        await File.WriteAllTextAsync(file, "--json", TestContext.Current.CancellationToken);

        var (exitCode, output) = await GatewayProcess.RunAsync("analyze", $"@{file}");

        Assert.Equal(0, exitCode);
        Assert.StartsWith("allow  risk", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checking_a_configuration_makes_neither_key_nor_database()
    {
        using var home = new ScratchFolder();
        var data = Path.Combine(home.Path, "data");

        var (exitCode, output) = await ValidateAsync($"storage:\n  data_directory: {data}");

        Assert.True(exitCode == 0, output);
        Assert.False(Path.Exists(data));
    }

    [Fact]
    public async Task A_trail_that_is_not_there_is_told_without_a_stack_trace()
    {
        using var home = new ScratchFolder();
        var file = await WriteAsync(home, $"storage:\n  data_directory: {home.Path}");

        var (exitCode, output) = await GatewayProcess.RunAsync("audit", "verify", "--config", file);

        Assert.Equal(69, exitCode);
        Assert.StartsWith("The trail cannot be read", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> ValidateAsync(string yaml)
    {
        using var home = new ScratchFolder();
        return await GatewayProcess.RunAsync("validate", "--config", await WriteAsync(home, yaml));
    }

    private static async Task<string> WriteAsync(ScratchFolder home, string yaml)
    {
        var file = Path.Combine(home.Path, "sallyport.yaml");
        await File.WriteAllTextAsync(file, yaml, TestContext.Current.CancellationToken);
        return file;
    }
}
