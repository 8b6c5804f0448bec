using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Sallyport.Admin;
using Sallyport.Controls.Audit;
using Sallyport.Controls.Guardrails;
using Sallyport.Controls.RateLimits;
using Sallyport.Controls.Usage;
using Sallyport.Controls.Vault;
using Sallyport.Core.Limits;
using Sallyport.Core.Network;
using Sallyport.Core.Upstream;
using Sallyport.Identity;
using Sallyport.Identity.Tokens;
using Sallyport.Identity.Users;
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
    private const string NoAddress = "is not an address to listen on, such as http://127.0.0.1:8080.";

    /// <summary>The sections and what each is bound to.</summary>
    internal static readonly IReadOnlyList<(string Name, Type Options)> Sections =
    [
        ("Storage", typeof(StorageOptions)),
        ("Upstream", typeof(UpstreamOptions)),
        ("Vault", typeof(VaultOptions)),
        ("Identity", typeof(IdentityOptions)),
        ("Passwords", typeof(PasswordOptions)),
        ("Tokens", typeof(TokenOptions)),
        ("RateLimits", typeof(RateLimitOptions)),
        ("Audit", typeof(AuditOptions)),
        ("Usage", typeof(UsageOptions)),
        ("Llm", typeof(LlmPlaneOptions)),
        ("Limits", typeof(LimitOptions)),
        ("Network", typeof(NetworkOptions)),
        ("Admin", typeof(AdminOptions)),
        ("Guardrails", typeof(GuardrailOptions)),
    ];

    internal static IReadOnlyList<string> FindFaults(IConfiguration configuration) => [.. configuration.GetChildren().SelectMany(section => OfSection(section, configuration["Network:CertificateFile"] is { Length: > 0 }))];

    /// <summary>What can be set: properties that are only computed from others cannot.</summary>
    internal static PropertyInfo[] SettingsOf(Type options) =>
        [.. options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite || IsList(property))];

    /// <summary>Whether a setting takes several values.</summary>
    internal static bool IsList(PropertyInfo property) => property.PropertyType.IsAssignableTo(typeof(IEnumerable<string>)) && property.PropertyType != typeof(string);

    private static IEnumerable<string> OfSection(IConfigurationSection section, bool hasCertificate)
    {
        if (section.Key.Equals(Urls, StringComparison.OrdinalIgnoreCase))
        {
            return OfUrls(section.Value ?? "", hasCertificate);
        }

        if (section.Key.Equals(Logging, StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        var (name, options) = Sections.FirstOrDefault(known => known.Name.Equals(section.Key, StringComparison.OrdinalIgnoreCase));
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
        var properties = SettingsOf(options);
        var property = Array.Find(properties, candidate => candidate.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase));
        if (property is null)
        {
            return [$"{section}:{setting.Key}: there is no such setting; known are {string.Join(", ", properties.Select(candidate => candidate.Name))}."];
        }

        if (IsList(property))
        {
            return setting.Value is { Length: > 0 } ? [$"{section}:{property.Name}: must be a list."] : [];
        }

        // The value is not repeated: it may be a secret that was put in the wrong place.
        var isReadable = !setting.GetChildren().Any() && (setting.Value is null or "" || IsReadable(setting.Value, property.PropertyType));
        return isReadable ? [] : [$"{section}:{property.Name}: cannot be read as {Describe(property.PropertyType)}."];
    }

    /// <summary>A bare number would be read as that many days, which nobody means who writes 30.</summary>
    private static bool IsReadable(string value, Type type) =>
        TypeDescriptor.GetConverter(type).IsValid(value) && !(type == typeof(TimeSpan) && value.All(char.IsAsciiDigit));

    private static IEnumerable<string> OfUrls(string urls, bool hasCertificate)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (FaultOf(url, hasCertificate) is { } fault)
            {
                yield return $"{Urls} (SALLYPORT_URLS): '{url}' {fault}";
            }
        }
    }

    private static string? FaultOf(string url, bool hasCertificate)
    {
        try
        {
            return BindingAddress.Parse(url).Scheme switch
            {
                "http" => null,
                // Without this, the server would look for a developer's certificate and, finding none, fail in the middle of the start.
                "https" => hasCertificate ? null : "needs a certificate: name its file in Network:CertificateFile.",
                _ => NoAddress,
            };
        }
        catch (FormatException)
        {
            // The server's own parser, so that both agree; it has no other way to say no.
            return NoAddress;
        }
    }

    private static string Describe(Type type) =>
        type == typeof(TimeSpan) ? "a time such as 00:00:30 (hours, minutes, seconds)" : type == typeof(int) || type == typeof(long) ? "a whole number" : type == typeof(bool) ? "true or false" : "a text";
}
