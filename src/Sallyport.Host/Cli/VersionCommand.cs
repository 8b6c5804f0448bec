using System.Reflection;
using System.Text.Json;

namespace Sallyport.Host.Cli;

/// <summary>Prints the version.</summary>
internal static class VersionCommand
{
    internal static string Version { get; } =
        typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    internal static int Run(bool json)
    {
        Console.WriteLine(json ? JsonSerializer.Serialize(new { version = Version, runtime = Environment.Version.ToString() }) : $"Sallyport {Version} on .NET {Environment.Version}");
        return ExitCode.Ok;
    }
}
