using System.Text.Json;
using Sallyport.Core.Api;

namespace Sallyport.Host.Cli;

/// <summary>Reads a policy as the gateway would, and lists every fault.</summary>
internal static class PolicyValidateCommand
{
    internal static async Task<int> RunAsync(string fileOrName, string? rules, string? config, bool json, CancellationToken cancellationToken)
    {
        var file = await PolicyFile.ReadAsync(fileOrName, rules, config, cancellationToken);
        if (file.Policy is not { } policy)
        {
            return await RefuseAsync(file, json);
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { valid = true, name = policy.Name, rules = policy.Rules.Count, cases = policy.Cases.Count, notes = file.Notes }, ApiJson.Options));
            return ExitCode.Ok;
        }

        Console.WriteLine($"{policy.Name} is valid: {policy.Rules.Count} rules and {policy.Cases.Count} cases of its own{(policy.Extends is { } below ? $", extends {below}" : "")}.");
        foreach (var note in file.Notes)
        {
            Console.WriteLine($"  note: {note}");
        }

        return ExitCode.Ok;
    }

    /// <summary>Says why there is no policy to work with.</summary>
    internal static async Task<int> RefuseAsync(PolicyFile file, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { valid = false, faults = file.Faults, notes = file.Notes }, ApiJson.Options));
            return file.Code;
        }

        foreach (var fault in file.Faults)
        {
            await Console.Error.WriteLineAsync(fault);
        }

        return file.Code;
    }
}
