namespace Sallyport.Host.Cli.Demo;

/// <summary>
/// Shows on throw-away state what the gateway does: real requests over HTTP, through the whole pipeline, to a small upstream on loopback. The
/// exit code says whether every line came out as expected.
/// </summary>
internal static class DemoCommand
{
    internal static async Task<int> RunAsync(bool exit, bool json, CancellationToken cancellationToken)
    {
        try
        {
            await using var upstream = await DemoUpstream.StartAsync(cancellationToken);
            await using var gateway = await DemoGateway.StartAsync(exit, cancellationToken);
            var report = new DemoReport(json);
            await PlayAsync(gateway, upstream, report, cancellationToken);
            report.Finish(exit ? null : gateway.Url, exit ? null : gateway.Password);
            if (!exit)
            {
                await gateway.WaitForShutdownAsync(cancellationToken);
            }

            return report.IsOk ? ExitCode.Ok : ExitCode.CheckFailed;
        }
        catch (DemoFaultException exception)
        {
            await Console.Error.WriteLineAsync($"The demonstration cannot go on: {exception.Message}");
            return ExitCode.Unavailable;
        }
        catch (Exception exception) when (StartFaults.Of(exception) is { } faults)
        {
            return StartFaults.Print(faults);
        }
    }

    private static async Task PlayAsync(DemoGateway gateway, DemoUpstream upstream, DemoReport report, CancellationToken cancellationToken)
    {
        using var client = new DemoClient(gateway.Url);
        await client.SignInAsync("admin", gateway.Password, cancellationToken);
        var scene = new DemoScene(client, upstream);
        await scene.SetUpAsync(cancellationToken);
        foreach (var step in DemoScript.Steps)
        {
            var result = await step.RunAsync(scene, cancellationToken);
            report.Add(new DemoLine(result.IsExpected, step.Outcome, step.Route, result.Detail));
        }
    }
}
