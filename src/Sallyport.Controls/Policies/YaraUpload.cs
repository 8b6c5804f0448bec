using System.ComponentModel.DataAnnotations;

namespace Sallyport.Controls.Policies;

/// <summary>A YARA file to be kept in a policy.</summary>
public sealed record YaraUpload
{
    /// <summary>The file's text: rules of the subset that <c>docs/yara.md</c> names, at most 262,144 characters.</summary>
    [Required, StringLength(262_144, MinimumLength = 1)]
    public required string Text { get; init; }
}
