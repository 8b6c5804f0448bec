using System.Net;
using System.Net.Sockets;
using Sallyport.Host.Cli;
using Sallyport.Host.Configuration;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Cli;

/// <summary>What is said when the configuration is valid and the machine does not allow what it asks for.</summary>
public sealed class RefusedStartTests
{
    [Fact]
    public async Task A_port_in_use_is_told_with_what_to_do()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var home = new ScratchFolder();

        var (exitCode, output) = await RunAsync("serve", home, $"urls: http://{taken.LocalEndpoint}\nstorage:\n  data_directory: {home.Path}/data");

        Assert.Equal(69, exitCode);
        Assert.Contains("address already in use. End the program that listens there, or set other addresses in SALLYPORT_URLS.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_told_without_a_stack_trace()
    {
        using var home = new ScratchFolder();

        var (exitCode, output) = await RunAsync("serve", home, $"urls: http://192.0.2.1:1\nstorage:\n  data_directory: {home.Path}/data");

        Assert.Equal(69, exitCode);
        Assert.Contains("An address of SALLYPORT_URLS cannot be listened on", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_may_not_be_written_is_told_with_the_setting_to_change()
    {
        var faults = StartFaults.Of(new UnauthorizedAccessException("Access to the path '/var/lib/sallyport' is denied."));

        Assert.NotNull(faults);
        Assert.Equal(ExitCode.Unavailable, faults.Code);
        Assert.Equal(["Access to the path '/var/lib/sallyport' is denied. Set SALLYPORT_DATA_DIR to a folder that the gateway's user can make and write."], faults.Lines);
    }

    [Fact]
    public async Task Doctor_reports_a_data_folder_that_cannot_be_made()
    {
        using var home = new ScratchFolder();
        var inTheWay = Path.Combine(home.Path, "file");
        await File.WriteAllTextAsync(inTheWay, "", TestContext.Current.CancellationToken);

        var (exitCode, output) = await RunAsync("doctor", home, $"storage:\n  data_directory: {inTheWay}/data");

        Assert.Equal(1, exitCode);
        Assert.Contains($"fail  data directory  {inTheWay}/data cannot be written by this user", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_reports_a_database_that_does_not_answer()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var endpoint = (IPEndPoint)taken.LocalEndpoint;
        taken.Stop();
        using var home = new ScratchFolder();

        var (exitCode, output) = await RunAsync("doctor", home, $"storage:\n  data_directory: {home.Path}/data\n  database: Host=127.0.0.1;Port={endpoint.Port};Database=x;Username=x");

        Assert.Equal(1, exitCode);
        Assert.Contains($"fail  database        127.0.0.1:{endpoint.Port}/x does not answer", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_leaves_nothing_behind()
    {
        using var home = new ScratchFolder();

        await RunAsync("doctor", home, $"storage:\n  data_directory: {home.Path}/data");

        Assert.Equal(["sallyport.yaml"], Directory.EnumerateFileSystemEntries(home.Path).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void A_variable_that_nothing_reads_is_found()
    {
        string[] set = ["SALLYPORT_DATADIR", "SALLYPORT_DATA_DIR", "SALLYPORT_CONFIG", "SALLYPORT_ALLOW_PRIVATE_UPSTREAMS", "SALLYPORT__Llm__MaxRequestBytes", "SALLYPORT_SERVICE_HOST", "SALLYPORT_PORT_8080_TCP", "PATH"];

        Assert.Equal(["SALLYPORT_DATADIR"], NamedVariables.FindUnknown(set));
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string verb, ScratchFolder home, string yaml)
    {
        var file = Path.Combine(home.Path, "sallyport.yaml");
        await File.WriteAllTextAsync(file, yaml, TestContext.Current.CancellationToken);
        return await GatewayProcess.RunAsync(verb, "--config", file);
    }
}
