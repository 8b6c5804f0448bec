namespace Sallyport.Detection.Matching;

/// <summary>Names of the views in findings.</summary>
internal static class ViewNames
{
    public const string Raw = "raw";
    public const string Normalised = "normalised";
    public const string Base64 = "base64";
    public const string Hex = "hex";
    public const string Percent = "percent";
    public const string Escape = "escape";

    /// <summary>Whether findings in the view point at an encoded range.</summary>
    public static bool IsDecoded(string view) => view is not (Raw or Normalised);
}
