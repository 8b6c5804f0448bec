namespace Sallyport.Host.Configuration;

/// <summary>The configuration cannot be used. Ends the start with exit code 78 and lists every fault.</summary>
/// <param name="faults">All of them, each naming its key.</param>
internal sealed class ConfigurationFaultException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    internal IReadOnlyList<string> Faults { get; } = faults;
}
