using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Sallyport.Controls.Guardrails;
using Sallyport.Controls.RateLimits;
using Sallyport.Controls.Vault;
using Sallyport.Core.Upstream;
using Sallyport.Identity;
using Sallyport.Planes.Llm;
using Sallyport.Storage;

namespace Sallyport.Host.Configuration;

/// <summary>
/// Finds settings that nothing would read, and values that cannot be what they stand for, before anything is bound: a misspelt name would
/// otherwise be a setting that silently does nothing, and the binder stops at the first value it cannot read.
/// </summary>
internal static class SettingsCheck
{
    private const string Urls = "Urls";
    private const string Logging = "Logging";

    private static readonly (string Name, Type Options)[] Sections =
    [
        ("Storage", typeof(StorageOptions)),
        ("Upstream", typeof(UpstreamOptions)),
        ("Vault", typeof(VaultOptions)),
        ("Identity", typeof(IdentityOptions)),
        ("RateLimits", typeof(RateLimitOptions)),
        ("Llm", typeof(LlmPlaneOptions)),
        ("Guardrails", typeof(GuardrailOptions)),
    ];

    internal static IReadOnlyList<string> FindFaults(IConfiguration configuration) => [.. configuration.GetChildren().SelectMany(OfSection)];

    private static IEnumerable<string> OfSection(IConfigurationSection section)
    {
        if (section.Key.Equals(Urls, StringComparison.OrdinalIgnoreCase))
        {
            return OfUrls(section.Value ?? "");
        }

        if (section.Key.Equals(Logging, StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        var (name, options) = Array.Find(Sections, known => known.Name.Equals(section.Key, StringComparison.OrdinalIgnoreCase));
        if (options is null)
        {
            return [$"{section.Key}: there is no such section; known are {string.Join(", ", Sections.Select(known => known.Name).Append(Urls).Append(Logging))}."];
        }

        return section.Value is { Length: > 0 }
            ? [$"{name}: holds a value where its settings should stand."]
            : section.GetChildren().SelectMany(setting => OfSetting(setting, name, options));
    }

    private static IEnumerable<string> OfSetting(IConfigurationSection setting, string section, Type options)
    {
        var properties = options.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        var property = Array.Find(properties, candidate => candidate.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase));
        if (property is null)
        {
            return [$"{section}:{setting.Key}: there is no such setting; known are {string.Join(", ", properties.Select(candidate => candidate.Name))}."];
        }

        if (property.PropertyType.IsAssignableTo(typeof(IEnumerable<string>)) && property.PropertyType != typeof(string))
        {
            return setting.Value is { Length: > 0 } ? [$"{section}:{property.Name}: must be a list."] : [];
        }

        // The value is not repeated: it may be a secret that was put in the wrong place.
        var isReadable = !setting.GetChildren().Any() && (setting.Value is null or "" || TypeDescriptor.GetConverter(property.PropertyType).IsValid(setting.Value));
        return isReadable ? [] : [$"{section}:{property.Name}: cannot be read as {Describe(property.PropertyType)}."];
    }

    private static IEnumerable<string> OfUrls(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!IsAddress(url))
            {
                yield return $"{Urls} (SALLYPORT_URLS): '{url}' is not an address to listen on, such as http://127.0.0.1:8080.";
            }
        }
    }

    private static bool IsAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url).Scheme is "http" or "https";
        }
        catch (FormatException)
        {
            // The server's own parser, so that both agree; it has no other way to say no.
            return false;
        }
    }

    private static string Describe(Type type) =>
        type == typeof(TimeSpan) ? "a time such as 00:00:30" : type == typeof(int) ? "a whole number" : "a text";
}
