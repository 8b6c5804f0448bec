using Sallyport.Detection.Recognizers;

namespace Sallyport.Detection.Masking;

/// <summary>A sensitive value in a text, perhaps written with escapes.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Start">First UTF-16 unit as it stands in the text.</param>
/// <param name="End">One past the last.</param>
/// <param name="Value">The value without escapes; null when it stands there as it is.</param>
internal readonly record struct SpottedValue(EntityType Type, int Start, int End, string? Value)
{
    /// <summary>The value.</summary>
    internal string In(ReadOnlySpan<char> text) => Value ?? text[Start..End].ToString();
}
