using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sallyport.Host;
using Sallyport.Host.Configuration;

namespace Sallyport.ArchitectureTests.Settings;

/// <summary>Writes the reference of all settings from what the program itself has: option classes, their documentation, defaults and validators.</summary>
internal static partial class SettingsReference
{
    internal const string Path = "docs/configuration.md";

    private const string Opening = """
        # Configuration reference

        Generated from the option classes; a test fails when this file and they differ, and says how to write it anew.

        A setting stands in the YAML file (`--config` or `SALLYPORT_CONFIG`) under its section, or in the environment variable below its name.
        The environment wins over the file. In the file `${NAME}` is replaced by that environment variable, which must exist. Times are
        written as hours, minutes and seconds, such as `00:00:30`, and a list in variables as `…__0`, `…__1`. A name that does not exist and
        a value out of its range keep the gateway from starting; `validate` lists all of them.

        ## No section

        | Setting | Type | Default | Range | |
        |---|---|---|---|---|

        """;

    internal static string Write()
    {
        var text = new StringBuilder(Opening);
        text.Append(CultureInfo.InvariantCulture, $"| `urls`<br>`SALLYPORT__Urls`{Named("Urls")} | text | `{GatewayApp.DefaultUrl}` | http and https addresses, separated by `;` | Where the gateway listens: management, web UI and all proxies without a port of their own. |\n");
        text.Append("| `logging.log_level.{category}`<br>`SALLYPORT__Logging__LogLevel__{category}` | text | `Information`, `Warning` for the framework | `Trace` to `Critical`, or `None` | What is worth a line on the console; the category `default` stands for all. |\n");
        using var app = GatewayApp.Build(null, new Dictionary<string, string?> { ["Urls"] = GatewayApp.DefaultUrl });
        foreach (var (name, options) in SettingsCheck.Sections)
        {
            var documents = new XmlDocuments(options.Assembly);
            text.Append(CultureInfo.InvariantCulture, $"\n## `{Snake(name)}`\n\n{documents.Of(options)}\n\n| Setting | Type | Default | Range | |\n|---|---|---|---|---|\n");
            var range = new SettingRange(name, options, app.Services.GetServices(typeof(IValidateOptions<>).MakeGenericType(options)));
            foreach (var property in SettingsCheck.SettingsOf(options))
            {
                text.Append(Row(name, options, property, range, documents));
            }
        }

        return text.ToString();
    }

    private static string Row(string section, Type options, PropertyInfo property, SettingRange range, XmlDocuments documents)
    {
        var isList = SettingsCheck.IsList(property);
        var variable = $"SALLYPORT__{section}__{property.Name}{(isList ? "__0" : "")}";
        var value = property.GetValue(Activator.CreateInstance(options));
        var shown = isList || value is null ? "none" : value is bool isOn ? (isOn ? "`true`" : "`false`") : $"`{SettingRange.Text(value)}`";
        return $"| `{Snake(property.Name)}`<br>`{variable}`{Named($"{section}:{property.Name}")} | {Kind(property)} | {shown} | {range.Of(property)} | {documents.Of(property)} |\n";
    }

    private static string Named(string key)
    {
        var variables = NamedVariables.Map.Where(known => known.Key == key).Select(known => known.Variable);
        return string.Concat(variables.Concat(key == "Upstream:AllowPrivate" ? [NamedVariables.AllowPrivate] : []).Select(name => $"<br>`{name}`"));
    }

    private static string Kind(PropertyInfo property) =>
        SettingsCheck.IsList(property) ? "list" : property.PropertyType == typeof(TimeSpan) ? "time" : property.PropertyType == typeof(int) ? "whole number" : property.PropertyType == typeof(bool) ? "true or false" : "text";

    private static string Snake(string name) => WordStart().Replace(name, "_").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])", RegexOptions.CultureInvariant)]
    private static partial Regex WordStart();
}
