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

        return all[0] is StorageUnavailableException or IOException ? new StartFaults([all[0].Message], ExitCode.Unavailable) : null;
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
}
