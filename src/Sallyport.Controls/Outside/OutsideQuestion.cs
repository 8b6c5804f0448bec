using Sallyport.Detection;

namespace Sallyport.Controls.Outside;

/// <summary>What an outside detector is asked.</summary>
/// <param name="Id">The exchange's id.</param>
/// <param name="Direction">Where the texts come from.</param>
/// <param name="Texts">The texts in their order, masked unless the policy says otherwise.</param>
public sealed record OutsideQuestion(string Id, ScanDirection Direction, IReadOnlyList<OutsideText> Texts)
{
    /// <summary>Says how many texts, never which.</summary>
    public override string ToString() => $"{Texts.Count} texts of {Id}";
}
