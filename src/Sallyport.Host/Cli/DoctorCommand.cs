using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Sallyport.Core.Health;
using Sallyport.Host.Configuration;
using Sallyport.Storage;

namespace Sallyport.Host.Cli;

/// <summary>Looks at what a start would find on this machine, and says what to do about what is wrong.</summary>
internal static class DoctorCommand
{
    internal static async Task<int> RunAsync(string? config, bool json, CancellationToken cancellationToken)
    {
        var checks = new List<DoctorCheck>();
        if (ValidateCommand.Faults(config) is { } faults)
        {
            checks.AddRange(faults.Lines.Select(line => new DoctorCheck("configuration", DoctorCheck.Fail, line)));
        }
        else
        {
            checks.Add(new DoctorCheck("configuration", DoctorCheck.Ok, "valid"));
            await using var app = GatewayApp.Build(config, new Dictionary<string, string?>());
            CheckVariables(checks);
            await CheckStoreAsync(app, checks, cancellationToken);
            CheckDataDirectory(app.Services.GetRequiredService<IOptions<StorageOptions>>().Value, checks);
            CheckListener(app.Configuration["Urls"], checks);
        }

        CheckWebUi(checks);
        Print(checks, json);
        return checks.Exists(check => check.State == DoctorCheck.Fail) ? ExitCode.CheckFailed : ExitCode.Ok;
    }

    private static void CheckVariables(List<DoctorCheck> checks)
    {
        var unknown = NamedVariables.FindUnknown(Environment.GetEnvironmentVariables().Keys.Cast<string>());
        checks.AddRange(unknown.Select(name => new DoctorCheck("environment", DoctorCheck.Warn, $"{name} is set and nothing reads it: is it misspelt?")));
    }

    private static async Task CheckStoreAsync(WebApplication app, List<DoctorCheck> checks, CancellationToken cancellationToken)
    {
        var store = await app.Services.GetRequiredService<IStoreInspector>().InspectAsync(cancellationToken);
        checks.Add(store.Fault is { } fault
            ? new DoctorCheck("database", DoctorCheck.Fail, fault)
            : new DoctorCheck("database", DoctorCheck.Ok, $"{store.Dialect} {store.Version} ({store.Source}) at {store.Location}"));
        checks.AddRange(store.Warnings.Where(warning => warning != store.Fault).Select(warning => new DoctorCheck("database", DoctorCheck.Warn, warning)));
    }

    private static void CheckDataDirectory(StorageOptions storage, List<DoctorCheck> checks)
    {
        var path = Path.GetFullPath(storage.DataDirectory);
        if (!CanWrite(path))
        {
            checks.Add(new DoctorCheck("data directory", DoctorCheck.Fail, $"{path} cannot be written by this user: change its owner, or set SALLYPORT_DATA_DIR"));
            return;
        }

        if (!Directory.Exists(path))
        {
            checks.Add(new DoctorCheck("data directory", DoctorCheck.Ok, $"{path} will be made at the first start"));
            return;
        }

        var isOpen = !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.GroupWrite)) != 0;
        checks.Add(isOpen
            ? new DoctorCheck("data directory", DoctorCheck.Warn, $"{path} can be read or written by other users: set its mode to 0700")
            : new DoctorCheck("data directory", DoctorCheck.Ok, path));
    }

    /// <summary>Tries it in the nearest folder that exists: permission bits alone do not know of read-only mounts.</summary>
    private static bool CanWrite(string path)
    {
        var folder = path;
        while (!Directory.Exists(folder) && Path.GetDirectoryName(folder) is { } parent)
        {
            if (File.Exists(folder))
            {
                // A file where a folder should be made.
                return false;
            }

            folder = parent;
        }

        try
        {
            using var probe = new FileStream(Path.Combine(folder, $".sallyport-doctor-{Environment.ProcessId}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }

    private static void CheckListener(string? urls, List<DoctorCheck> checks)
    {
        var taken = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        foreach (var url in (urls ?? GatewayApp.DefaultUrl).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var address = BindingAddress.Parse(url);
            var isTaken = Array.Exists(taken, listener => listener.Port == address.Port);
            checks.Add(isTaken
                ? new DoctorCheck("listener", DoctorCheck.Warn, $"port {address.Port} is in use: a running gateway, or another program; set SALLYPORT_URLS")
                : new DoctorCheck("listener", DoctorCheck.Ok, $"port {address.Port} is free"));
            if (address.Scheme == Uri.UriSchemeHttp && !(IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip)) && address.Host != "localhost")
            {
                checks.Add(new DoctorCheck("listener", DoctorCheck.Warn, $"{url} is not loopback and not TLS: keys and prompts travel in the clear"));
            }
        }
    }

    private static void CheckWebUi(List<DoctorCheck> checks) => checks.Add(File.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot", "index.html"))
        ? new DoctorCheck("web UI", DoctorCheck.Ok, "built")
        : new DoctorCheck("web UI", DoctorCheck.Warn, "not built: install Node.js 20 or newer and build again"));

    private static void Print(List<DoctorCheck> checks, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(checks.Select(check => new { check = check.Name, state = check.State, detail = check.Detail })));
            return;
        }

        foreach (var check in checks)
        {
            Console.WriteLine($"{check.State,-5} {check.Name,-15} {check.Detail}");
        }
    }
}
