using System.ComponentModel.DataAnnotations;
using Sallyport.Core.Api;

namespace Sallyport.Admin.Running;

/// <summary>Settings that operators change at run time.</summary>
/// <param name="SystemName">Shown in the web UI's title, 1 to 60 characters. Default Sallyport.</param>
public sealed record SettingsView([property: StringLength(SettingsView.MaxName, MinimumLength = 1)] string? SystemName)
{
    private const string SystemNameKey = "system_name";
    private const int MaxName = 60;

    internal static SettingsView Of(IReadOnlyDictionary<string, string> stored) => new(stored.GetValueOrDefault(SystemNameKey, "Sallyport"));

    internal FaultList Check()
    {
        var faults = new FaultList();
        faults.Require(SystemName is { Length: > 0 and <= MaxName }, SystemNameKey, $"1 to {MaxName} characters.");
        return faults;
    }

    internal Dictionary<string, string?> ToValues() => new() { [SystemNameKey] = SystemName };
}
