using System.Text.Json;
using Sallyport.Controls.Audit;
using Sallyport.Controls.Audit.Signing;
using Sallyport.Core.Api;
using Sallyport.Storage;
using Sallyport.Storage.Auditing;

namespace Sallyport.Host.Cli;

/// <summary>Recomputes the audit trail's chain and checks its signatures, of a file or of the configured store.</summary>
internal static class AuditVerifyCommand
{
    internal static async Task<int> RunAsync(string? file, string? anchorText, string? keyFile, string? config, bool json, CancellationToken cancellationToken)
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
            var keys = keyFile is null ? null : AuditPublicKeys.TryParse(await File.ReadAllTextAsync(keyFile, cancellationToken));
            if (keyFile is not null && keys is null)
            {
                await Console.Error.WriteLineAsync($"--public-key: {keyFile} holds no public key in PEM form, as GET /api/v1/audit/keys gives it.");
                return ExitCode.ConfigurationFault;
            }

            result = file is not null
                ? await AuditVerifier.VerifyFileAsync(file, anchor, keys, cancellationToken)
                : await VerifyConfiguredAsync(anchor, keys, config, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SchemaMismatchException or StorageUnavailableException)
        {
            await Console.Error.WriteLineAsync($"The trail cannot be read: {exception.Message}");
            return ExitCode.Unavailable;
        }
        catch (Exception exception) when (StartFaults.Of(exception) is { } faults)
        {
            return StartFaults.Print(faults);
        }

        Console.WriteLine(json ? JsonSerializer.Serialize(result, ApiJson.Options) : Describe(result, keyFile is not null));
        return result.IsIntact ? ExitCode.Ok : ExitCode.CheckFailed;
    }

    private static string Describe(AuditVerification result, bool isKeyGiven)
    {
        if (!result.IsIntact)
        {
            return $"The chain is broken at record {result.FirstBadSequence} ({JsonNamingPolicy.SnakeCaseLower.ConvertName($"{result.Kind}").Replace('_', ' ')}): {result.Reason}";
        }

        var removed = result.Removed > 0 ? $" {result.Removed} more were removed by retention, as signed tombstones say." : "";
        var signed = result.Signatures == 0 ? " Nothing is signed."
            : isKeyGiven ? $" {result.Signatures} signatures over {result.Days} closed days and the open one are by the given key."
            : $" {result.Signatures} signatures over {result.Days} closed days and the open one are by a key that stands in the trail itself ({string.Join(", ", result.Keys)}); give --public-key to be sure whose it is.";
        var waiting = result.WaitingDay is { } day && result.Signatures > 0 ? $" {day} is over and not signed yet; the gateway does so at its next signing." : "";
        return $"The chain holds: {result.Records} records.{removed}{signed}{waiting}{(result.Newest is { } newest ? $" Newest, to keep elsewhere for --anchor: {newest}" : "")}";
    }

    private static async Task<AuditVerification> VerifyConfiguredAsync(AuditAnchor? anchor, AuditPublicKeys? keys, string? config, CancellationToken cancellationToken)
    {
        await using var app = GatewayApp.Build(config, new Dictionary<string, string?>());
        return await app.Services.GetRequiredService<IAuditStore>().VerifyAsync(anchor, keys, cancellationToken);
    }
}
