namespace Sallyport.Host.Configuration;

/// <summary>Reads settings from one YAML file.</summary>
/// <param name="path">The file.</param>
internal sealed class YamlConfigurationSource(string path) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new YamlConfigurationProvider(path);
}
