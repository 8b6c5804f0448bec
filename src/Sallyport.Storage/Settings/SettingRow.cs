namespace Sallyport.Storage.Settings;

/// <summary>A row of <c>setting</c>.</summary>
internal sealed class SettingRow
{
    public required string Name { get; init; }

    public required string Value { get; init; }
}
