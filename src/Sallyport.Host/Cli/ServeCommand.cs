using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Sallyport.Core.Api;

namespace Sallyport.Host.Cli;

/// <summary>Runs the gateway until it is told to stop.</summary>
internal static class ServeCommand
{
    internal static async Task<int> RunAsync(string? config, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = GatewayApp.Build(config, new Dictionary<string, string?>());
            SocketCompletions.Choose(app.Services);
            await app.StartAsync(cancellationToken);
            Announce(app);
            await app.WaitForShutdownAsync(cancellationToken);
            return ExitCode.Ok;
        }
        catch (Exception exception) when (StartFaults.Of(exception) is { } faults)
        {
            return StartFaults.Print(faults);
        }
    }

    private static void Announce(WebApplication app)
    {
        foreach (var address in app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [])
        {
            Console.WriteLine($"Sallyport {ProductVersion.Text} listens on {address} (web UI, management API /api/v1, LLM proxies /llm/{{proxy}}).");
        }
    }
}
