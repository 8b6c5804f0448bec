using Sallyport.Detection.Rules;

namespace Sallyport.Detection.Masking;

/// <summary>How one type of data is masked.</summary>
/// <param name="Mode">What takes the value's place.</param>
/// <param name="Format">How a placeholder is written.</param>
/// <param name="IsRestored">Whether the answer gets the value back where a placeholder stands.</param>
internal sealed record MaskingRule(MaskingMode Mode, PlaceholderFormat Format, bool IsRestored)
{
    /// <summary>A placeholder that is restored.</summary>
    internal static MaskingRule Default { get; } = new(MaskingMode.Placeholder, PlaceholderFormat.Default, IsRestored: true);
}
