namespace Sallyport.Detection.Rules;

/// <summary>How a pack masks a type of data. What is left out is taken from the pack's <c>*</c>, and then from the defaults.</summary>
public sealed record MaskingSetting
{
    /// <summary>What takes the value's place; default <see cref="MaskingMode.Placeholder"/>.</summary>
    public MaskingMode? Mode { get; init; }

    /// <summary>How a placeholder is written, with <c>{TYPE}</c> and <c>{COUNT}</c>; default <c>&lt;{TYPE}_{COUNT}&gt;</c>.</summary>
    public string? PlaceholderFormat { get; init; }

    /// <summary>Whether the caller gets the value back in the place of its placeholder; default true. Other modes never give it back.</summary>
    public bool? UnmaskForUser { get; init; }
}
