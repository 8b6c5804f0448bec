using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(Sallyport.IntegrationTests.Storage.PostgreSqlCluster))]

namespace Sallyport.IntegrationTests.Storage;

/// <summary>
/// A throw-away PostgreSQL server on a free loopback port, started when the first test asks for it. It ends with the tests, and
/// by itself after half an hour should they be killed.
/// </summary>
public sealed class PostgreSqlCluster : IAsyncDisposable
{
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "sallyport-pg-" + RandomNumberGenerator.GetHexString(12, lowercase: true));
    private Process? _server;
    private string? _address;
    private string? _missing;

    /// <summary>The address of a new, empty database. Skips the test when the machine has no PostgreSQL.</summary>
    public async Task<string> CreateDatabaseAsync(CancellationToken cancellationToken)
    {
        var server = await StartAsync(cancellationToken);
        Assert.SkipWhen(server is null, _missing ?? "");
        var name = "t" + RandomNumberGenerator.GetHexString(12, lowercase: true);
        await using var connection = new NpgsqlConnection(server + ";Database=postgres");
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
        return $"{server};Database={name}";
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_server is { HasExited: false })
        {
            await StopAsync(_server);
        }

        _server?.Dispose();
        _gate.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task<string?> StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_address is null && _missing is null)
            {
                await LaunchAsync(cancellationToken);
            }

            return _address;
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        if (FindPrograms() is not { } programs)
        {
            _missing = "PostgreSQL is not installed: there is no /usr/lib/postgresql/<version>/bin/initdb (Debian: apt-get install postgresql).";
            return;
        }

        Directory.CreateDirectory(_folder);
        if (Environment.IsPrivilegedProcess)
        {
            // The server refuses to run as root.
            await RunAsync("chown", ["postgres", _folder], cancellationToken);
        }

        var data = Path.Combine(_folder, "data");
        await RunAsOwnerAsync([Path.Combine(programs, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"], cancellationToken);
        var port = FindFreePort().ToString(CultureInfo.InvariantCulture);
        _server = Launch(AsOwner(["timeout", "1800", Path.Combine(programs, "postgres"), "-D", data, "-k", _folder, "-p", port, "-c", "listen_addresses=127.0.0.1"]));
        var address = $"Host=127.0.0.1;Port={port};Username=postgres";
        await WaitAsync(address, cancellationToken);
        _address = address;
    }

    private static string? FindPrograms()
    {
        const string Versions = "/usr/lib/postgresql";
        return !Directory.Exists(Versions)
            ? null
            : Directory.GetDirectories(Versions)
                .Select(version => Path.Combine(version, "bin"))
                .Where(folder => File.Exists(Path.Combine(folder, "initdb")))
                .OrderByDescending(folder => folder, StringComparer.Ordinal)
                .FirstOrDefault();
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task WaitAsync(string address, CancellationToken cancellationToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(StartTime);
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(address + ";Database=postgres;Pooling=false");
                await connection.OpenAsync(deadline.Token);
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(100, deadline.Token);
            }
        }
    }

    private async Task StopAsync(Process server)
    {
        // The server's own process number is the first line of its file; ending the wrapper alone could leave it running.
        var file = Path.Combine(_folder, "data", "postmaster.pid");
        if (File.Exists(file))
        {
            await RunAsync("kill", ["-INT", (await File.ReadAllLinesAsync(file))[0]], CancellationToken.None);
        }

        await server.WaitForExitAsync(CancellationToken.None);
    }

    private static IReadOnlyList<string> AsOwner(IReadOnlyList<string> command) =>
        Environment.IsPrivilegedProcess ? ["runuser", "-u", "postgres", "--", .. command] : command;

    private static Task RunAsOwnerAsync(IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var full = AsOwner(command);
        return RunAsync(full[0], [.. full.Skip(1)], cancellationToken);
    }

    private static async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Launch([program, .. arguments]);
        await process.WaitForExitAsync(cancellationToken);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static Process Launch(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
