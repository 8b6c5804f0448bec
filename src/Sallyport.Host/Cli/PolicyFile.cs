using Sallyport.Controls.Guardrails;
using Sallyport.Controls.Policies;
using Sallyport.Detection.Rules;
using Sallyport.Storage;

namespace Sallyport.Host.Cli;

/// <summary>The policy that a verb is about: a file, or one that is stored or built in.</summary>
/// <param name="Library">The rules it is read with.</param>
/// <param name="Policy">What was read; null with the reason in <paramref name="Faults"/>.</param>
/// <param name="Faults">Every fault.</param>
/// <param name="Notes">What of another product's form could not be taken over.</param>
/// <param name="Code">The exit code where there is no policy.</param>
internal sealed record PolicyFile(RuleLibrary Library, PolicyPack? Policy, IReadOnlyList<string> Faults, IReadOnlyList<string> Notes, int Code)
{
    internal static async Task<PolicyFile> ReadAsync(string fileOrName, string? rules, string? config, CancellationToken cancellationToken)
    {
        var library = RuleLibrary.LoadBuiltIn();
        if (!string.IsNullOrEmpty(rules))
        {
            if (RuleLibrary.LoadFolder(rules, library, out var faults) is not { } joined)
            {
                return new PolicyFile(library, null, [.. faults.Select(fault => fault.ToString())], [], ExitCode.ConfigurationFault);
            }

            library = joined;
        }

        if (File.Exists(fileOrName))
        {
            return Of(library, PolicyReader.Read(await File.ReadAllTextAsync(fileOrName, cancellationToken), library));
        }

        if (library.Packs.FirstOrDefault(pack => pack.Name == fileOrName) is { } builtIn)
        {
            return new PolicyFile(library, builtIn, [], [], ExitCode.Ok);
        }

        return await FindStoredAsync(fileOrName, library, config, cancellationToken);
    }

    private static async Task<PolicyFile> FindStoredAsync(string name, RuleLibrary library, string? config, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = GatewayApp.Build(config, new Dictionary<string, string?>());
            var stored = await app.Services.GetRequiredService<IPolicyStore>().ListAsync(cancellationToken);
            return stored.FirstOrDefault(policy => policy.Name == name) is { } found
                ? Of(library, PolicyReader.Read(found.Json, library))
                : new PolicyFile(library, null, [$"There is neither a file nor a policy '{name}'. Built in: {string.Join(", ", library.Packs.Select(pack => pack.Name))}."], [], ExitCode.ConfigurationFault);
        }
        catch (Exception exception) when (exception is FileNotFoundException or StorageUnavailableException)
        {
            return new PolicyFile(library, null, [$"There is no file '{name}', and the stored policies cannot be read: {exception.Message}"], [], ExitCode.Unavailable);
        }
        catch (Exception exception) when (StartFaults.Of(exception) is { } faults)
        {
            return new PolicyFile(library, null, faults.Lines, [], faults.Code);
        }
    }

    private static PolicyFile Of(RuleLibrary library, ReadPolicy read) =>
        new(library, read.Pack, read.Faults, read.Notes, read.Pack is null ? ExitCode.ConfigurationFault : ExitCode.Ok);
}
