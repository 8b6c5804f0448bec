using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xunit;

namespace Sallyport.IntegrationTests.Processes;

/// <summary>The built program as a process of its own, on a free loopback port: what can be killed, told to stop, and measured.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    /// <summary>The administrator's password.</summary>
    internal const string Password = "correct-horse-battery-staple-7";

    private const string Announcement = "listens on ";

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<Uri> _url = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatewayProcess(Process process)
    {
        _process = process;
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _url.TrySetException(new InvalidOperationException($"The gateway ended while starting: {Output}"));
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Read(line.Data);
    }

    /// <summary>Where it listens.</summary>
    internal Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>All it has printed so far.</summary>
    internal string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>The most memory it ever had, in bytes.</summary>
    internal long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Starts a gateway and waits until it listens.</summary>
    internal static async Task<GatewayProcess> StartAsync(string dataFolder, params (string Variable, string Value)[] environment)
    {
        var process = new Process { StartInfo = StartInfo("serve") };
        process.StartInfo.Environment["SALLYPORT_URLS"] = "http://127.0.0.1:0";
        process.StartInfo.Environment["SALLYPORT_DATA_DIR"] = dataFolder;
        process.StartInfo.Environment["SALLYPORT_ADMIN_PASSWORD"] = Password;
        process.StartInfo.Environment["SALLYPORT_ALLOW_PRIVATE_UPSTREAMS"] = "127.0.0.1";
        foreach (var (variable, value) in environment)
        {
            process.StartInfo.Environment[variable] = value;
        }

        var gateway = new GatewayProcess(process);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            gateway.Url = await gateway._url.Task.WaitAsync(StartTime, Token);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a verb to its end and answers exit code and standard output.</summary>
    internal static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunWithTempAsync(Path.GetTempPath(), arguments);

    /// <summary>The same, with a folder of the test's own for temporary files.</summary>
    internal static async Task<(int ExitCode, string Output)> RunWithTempAsync(string temp, params string[] arguments)
    {
        using var process = new Process { StartInfo = StartInfo(arguments) };
        process.StartInfo.Environment["TMPDIR"] = temp;
        process.Start();
        var errors = process.StandardError.ReadToEndAsync(Token);
        var output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        return (process.ExitCode, output + await errors);
    }

    /// <summary>Ends it as a power failure would: no handler of its own runs.</summary>
    internal async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Asks it to stop, as a service supervisor does, and answers its exit code.</summary>
    internal async Task<int> TerminateAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await signal.WaitForExitAsync(Token);
        await _process.WaitForExitAsync(Token);
        return _process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "sallyport.dll");
        return new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line.IndexOf(Announcement, StringComparison.Ordinal) is >= 0 and var at)
        {
            _url.TrySetResult(new Uri(line[(at + Announcement.Length)..].Split(' ')[0]));
        }
    }
}
