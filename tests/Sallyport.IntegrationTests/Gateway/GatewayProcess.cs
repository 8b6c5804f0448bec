using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace Sallyport.IntegrationTests.Gateway;

/// <summary>The program itself, started for the first time on an empty data folder: for what only its console shows.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("sallyport-tests-").FullName;
    private readonly Process _process = new();

    /// <summary>Sends to the gateway; without identity of its own.</summary>
    internal HttpClient Client { get; } = new();

    /// <summary>What the first start printed.</summary>
    internal string OneTimePassword { get; private set; } = "";

    internal static async Task<GatewayProcess> StartAsync()
    {
        var gateway = new GatewayProcess();
        try
        {
            await gateway.RunAsync();
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }

        return gateway;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunAsync()
    {
        _process.StartInfo = new ProcessStartInfo("dotnet", Path.Combine(AppContext.BaseDirectory, "sallyport.dll"))
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["SALLYPORT_DATA_DIR"] = _folder,
                ["SALLYPORT_URLS"] = "http://127.0.0.1:0",
            },
        };
        _process.Start();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(StartTime);
        while (Client.BaseAddress is null && await _process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            Read(line);
        }

        // Nobody reads on, so that a full pipe must not stop the program.
        _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Assert.NotNull(Client.BaseAddress);
    }

    private void Read(string line)
    {
        if (Password().Match(line) is { Success: true } password)
        {
            OneTimePassword = password.Groups[1].Value;
        }

        if (Address().Match(line) is { Success: true } address)
        {
            Client.BaseAddress = new Uri(address.Groups[1].Value);
        }
    }

    [GeneratedRegex(@"^ {6}(\S{12,})$")]
    private static partial Regex Password();

    [GeneratedRegex(@" listens on (http://127\.0\.0\.1:\d+)")]
    private static partial Regex Address();
}
