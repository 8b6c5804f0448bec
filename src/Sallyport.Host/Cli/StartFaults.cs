using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Sallyport.Host.Configuration;
using Sallyport.Storage;

namespace Sallyport.Host.Cli;

/// <summary>What kept the gateway from starting, for people: every fault at once, with its key and no stack trace.</summary>
/// <param name="Lines">The faults.</param>
/// <param name="Code">The exit code.</param>
internal sealed record StartFaults(IReadOnlyList<string> Lines, int Code)
{
    /// <summary>Reads the faults out of an exception, or null when it is not one that a start can expect.</summary>
    internal static StartFaults? Of(Exception exception)
    {
        var all = exception is AggregateException aggregate ? aggregate.Flatten().InnerExceptions.ToList() : [exception];
        var faults = all.SelectMany(one => one switch
        {
            ConfigurationFaultException configuration => configuration.Faults,
            OptionsValidationException options => options.Failures,
            SchemaMismatchException or InvalidDataException => [one.Message],
            _ => [],
        }).ToList();
        if (faults.Count > 0)
        {
            return new StartFaults(faults, ExitCode.ConfigurationFault);
        }

        return OfMachine(all[0]) is { } fault ? new StartFaults([fault], ExitCode.Unavailable) : null;
    }

    internal static int Print(StartFaults faults)
    {
        Console.Error.WriteLine(faults.Code == ExitCode.ConfigurationFault ? "The configuration cannot be used:" : "The gateway cannot start:");
        foreach (var line in faults.Lines)
        {
            Console.Error.WriteLine($"  {line}");
        }

        return faults.Code;
    }

    /// <summary>What the machine refuses although the configuration is valid, with what to do about it.</summary>
    private static string? OfMachine(Exception exception) => exception switch
    {
        StorageUnavailableException => exception.Message,
        IOException { InnerException: AddressInUseException } => $"{exception.Message} End the program that listens there, or set other addresses in SALLYPORT_URLS.",
        SocketException => $"An address of SALLYPORT_URLS cannot be listened on: {exception.Message}. Use one that this machine has, and a port its user may open.",
        // The framework's own message names the path; the folder below it that is in the way is not always the one that was configured.
        UnauthorizedAccessException or FileNotFoundException or DirectoryNotFoundException =>
            $"{exception.Message} Set SALLYPORT_DATA_DIR to a folder that the gateway's user can make and write.",
        IOException => exception.Message,
        _ => null,
    };
}
