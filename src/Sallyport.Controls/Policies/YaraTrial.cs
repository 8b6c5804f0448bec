using System.ComponentModel.DataAnnotations;

namespace Sallyport.Controls.Policies;

/// <summary>A YARA file to be read and tried, without keeping it.</summary>
public sealed record YaraTrial
{
    /// <summary>The file's text, at most 262,144 characters.</summary>
    [Required, StringLength(262_144, MinimumLength = 1)]
    public required string Text { get; init; }

    /// <summary>A text to look at with its rules, at most 262,144 characters; left out: the file is only read.</summary>
    [StringLength(262_144)]
    public string? Sample { get; init; }
}
