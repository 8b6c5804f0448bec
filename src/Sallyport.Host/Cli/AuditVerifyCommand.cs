using System.Text.Json;
using Sallyport.Controls.Audit;
using Sallyport.Core.Api;
using Sallyport.Storage;
using Sallyport.Storage.Auditing;

namespace Sallyport.Host.Cli;

/// <summary>Recomputes the audit trail's chain, of a file or of the configured store.</summary>
internal static class AuditVerifyCommand
{
    internal static async Task<int> RunAsync(string? file, string? config, bool json, CancellationToken cancellationToken)
    {
        AuditVerification result;
        try
        {
            result = file is not null
                ? await AuditVerifier.VerifyFileAsync(file, cancellationToken)
                : await VerifyConfiguredAsync(config, cancellationToken);
        }
        catch (Exception exception) when (exception is FileNotFoundException or SchemaMismatchException or StorageUnavailableException)
        {
            await Console.Error.WriteLineAsync($"The trail cannot be read: {exception.Message}");
            return ExitCode.Unavailable;
        }
        catch (Exception exception) when (StartFaults.Of(exception) is { } faults)
        {
            return StartFaults.Print(faults);
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(result, ApiJson.Options));
        }
        else
        {
            Console.WriteLine(result.IsIntact
                ? $"The chain holds: {result.Records} records."
                : $"The chain is broken at record {result.FirstBadSequence}: {result.Reason}");
        }

        return result.IsIntact ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static async Task<AuditVerification> VerifyConfiguredAsync(string? config, CancellationToken cancellationToken)
    {
        await using var app = GatewayApp.Build(config, new Dictionary<string, string?>());
        return await app.Services.GetRequiredService<IAuditStore>().VerifyAsync(cancellationToken);
    }
}
