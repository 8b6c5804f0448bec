namespace Sallyport.Host.Cli;

/// <summary>One line of <c>doctor</c>.</summary>
/// <param name="Name">What was looked at.</param>
/// <param name="State">ok, warn or fail.</param>
/// <param name="Detail">What was found, and what to do.</param>
internal sealed record DoctorCheck(string Name, string State, string Detail)
{
    internal const string Ok = "ok";
    internal const string Warn = "warn";
    internal const string Fail = "fail";
}
