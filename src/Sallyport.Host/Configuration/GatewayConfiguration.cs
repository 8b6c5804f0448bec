namespace Sallyport.Host.Configuration;

/// <summary>Where settings come from, weakest first: the YAML file, <c>SALLYPORT__Section__Key</c>, the named variables, the command line.</summary>
internal static class GatewayConfiguration
{
    /// <summary>What is worth a line on the console unless the operator says otherwise. That a visitor has to sign in is not.</summary>
    private static readonly KeyValuePair<string, string?>[] LogLevels =
    [
        new("Logging:LogLevel:Default", "Information"),
        new("Logging:LogLevel:Microsoft", "Warning"),
        new("Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host", "None"),
        new("Logging:LogLevel:Sallyport.Identity.Authentication", "Warning"),
    ];

    internal static void Load(ConfigurationManager configuration, string? path, IReadOnlyDictionary<string, string?> overrides)
    {
        configuration.Sources.Clear();
        configuration.AddInMemoryCollection(LogLevels);
        if (path is not null)
        {
            ((IConfigurationBuilder)configuration).Add(new YamlConfigurationSource(path));
        }

        configuration.AddEnvironmentVariables("SALLYPORT__");
        configuration.AddInMemoryCollection(NamedVariables.Read());
        configuration.AddInMemoryCollection(overrides);
        if (SettingsCheck.FindFaults(configuration) is { Count: > 0 } faults)
        {
            throw new ConfigurationFaultException(faults);
        }
    }
}
