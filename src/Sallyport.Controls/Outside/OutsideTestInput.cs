using System.ComponentModel.DataAnnotations;
using Sallyport.Detection;

namespace Sallyport.Controls.Outside;

/// <summary>A text to try a detector with.</summary>
public sealed record OutsideTestInput
{
    /// <summary>The text, 1 character to as many as one question of the detector may have.</summary>
    [StringLength(OutsideInput.MostCharacters, MinimumLength = 1)]
    public string? Text { get; init; }

    /// <summary>Where it comes from; default <c>input</c>.</summary>
    public ScanDirection? Direction { get; init; }

    /// <summary>Whether it is sent as it is. Default false: personal data and secrets leave as placeholders only.</summary>
    public bool? Unmasked { get; init; }
}
