using System.Text.Json;
using Sallyport.Controls.Audit;
using Sallyport.Core.Api;
using Sallyport.Storage;
using Sallyport.Storage.Auditing;

namespace Sallyport.Host.Cli;

/// <summary>Recomputes the audit trail's chain, of a file or of the configured store.</summary>
internal static class AuditVerifyCommand
{
    internal static async Task<int> RunAsync(string? file, string? anchorText, string? config, bool json, CancellationToken cancellationToken)
    {
        AuditAnchor? anchor = null;
        if (anchorText is not null && !AuditAnchor.TryParse(anchorText, out anchor))
        {
            await Console.Error.WriteLineAsync("--anchor: must be NUMBER:HASH as an earlier 'audit verify' printed it.");
            return ExitCode.ConfigurationFault;
        }

        AuditVerification result;
        try
        {
            result = file is not null
                ? await AuditVerifier.VerifyFileAsync(file, anchor, cancellationToken)
                : await VerifyConfiguredAsync(anchor, config, cancellationToken);
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
                ? $"The chain holds: {result.Records} records.{(result.Newest is { } newest ? $" Newest, to keep elsewhere for --anchor: {newest}" : "")}"
                : $"The chain is broken at record {result.FirstBadSequence}: {result.Reason}");
        }

        return result.IsIntact ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static async Task<AuditVerification> VerifyConfiguredAsync(AuditAnchor? anchor, string? config, CancellationToken cancellationToken)
    {
        await using var app = GatewayApp.Build(config, new Dictionary<string, string?>());
        return await app.Services.GetRequiredService<IAuditStore>().VerifyAsync(anchor, cancellationToken);
    }
}
