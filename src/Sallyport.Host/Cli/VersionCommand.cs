using Sallyport.Core.Api;
using System.Text.Json;

namespace Sallyport.Host.Cli;

/// <summary>Prints the version.</summary>
internal static class VersionCommand
{
    internal static int Run(bool json)
    {
        Console.WriteLine(json ? JsonSerializer.Serialize(new { version = ProductVersion.Text, runtime = Environment.Version.ToString() }) : $"Sallyport {ProductVersion.Text} on .NET {Environment.Version}");
        return ExitCode.Ok;
    }
}
