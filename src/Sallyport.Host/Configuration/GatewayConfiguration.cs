namespace Sallyport.Host.Configuration;

/// <summary>Where settings come from, weakest first: the YAML file, <c>SALLYPORT__Section__Key</c>, the named variables, the command line.</summary>
internal static class GatewayConfiguration
{
    private static readonly string[] Sections = ["Urls", "Storage", "Upstream", "Vault", "Identity", "RateLimits", "Llm", "Logging"];

    internal static void Load(ConfigurationManager configuration, string? path, IReadOnlyDictionary<string, string?> overrides)
    {
        configuration.Sources.Clear();
        configuration.AddInMemoryCollection([new("Logging:LogLevel:Default", "Information"), new("Logging:LogLevel:Microsoft", "Warning"), new("Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host", "None")]);
        if (path is not null)
        {
            ((IConfigurationBuilder)configuration).Add(new YamlConfigurationSource(path));
        }

        configuration.AddEnvironmentVariables("SALLYPORT__");
        configuration.AddInMemoryCollection(NamedVariables.Read());
        configuration.AddInMemoryCollection(overrides);
        RefuseUnknownSections(configuration);
    }

    /// <summary>A misspelt section would otherwise be a setting that silently does nothing.</summary>
    private static void RefuseUnknownSections(ConfigurationManager configuration)
    {
        var unknown = configuration.GetChildren()
            .Where(section => !Sections.Contains(section.Key, StringComparer.OrdinalIgnoreCase))
            .Select(section => $"{section.Key}: there is no such section; known are {string.Join(", ", Sections)}.")
            .ToList();
        if (unknown.Count > 0)
        {
            throw new ConfigurationFaultException(unknown);
        }
    }
}
