using System.Text.Json;

namespace Sallyport.Host.Cli;

/// <summary>Checks the configuration as a start would, without starting anything.</summary>
internal static class ValidateCommand
{
    internal static int Run(string? config, bool json)
    {
        var faults = Faults(config);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { valid = faults is null, faults = faults?.Lines ?? [] }));
        }
        else if (faults is null)
        {
            Console.WriteLine("The configuration is valid.");
        }
        else
        {
            StartFaults.Print(faults);
        }

        return faults?.Code ?? ExitCode.Ok;
    }

    internal static StartFaults? Faults(string? config)
    {
        try
        {
            using var app = GatewayApp.Build(config, new Dictionary<string, string?>());
            return null;
        }
        catch (Exception exception) when (StartFaults.Of(exception) is { } faults)
        {
            return faults;
        }
    }
}
