namespace Sallyport.Host.Cli;

/// <summary>Exit codes, stable for scripts. The numbers above 63 follow sysexits.h.</summary>
internal static class ExitCode
{
    /// <summary>All went well.</summary>
    internal const int Ok = 0;

    /// <summary>The check the command makes did not hold: a finding, a broken chain, a failed line.</summary>
    internal const int CheckFailed = 1;

    /// <summary>The command line is not understood: an unknown verb or option, a missing argument.</summary>
    internal const int UsageFault = 2;

    /// <summary>The gateway could not start although its configuration is valid: a port in use, a store out of reach.</summary>
    internal const int Unavailable = 69;

    /// <summary>The configuration has faults; all are listed.</summary>
    internal const int ConfigurationFault = 78;
}
