namespace Sallyport.Detection.Masking;

/// <summary>One replaced range. It carries no value, so it may be recorded.</summary>
/// <param name="Entity">Entity type, such as <c>EMAIL</c>.</param>
/// <param name="Start">First UTF-16 unit in the unmasked text.</param>
/// <param name="End">One past the last.</param>
/// <param name="Placeholder">What stands there now, also where it is no placeholder.</param>
public readonly record struct MaskedSpan(string Entity, int Start, int End, string Placeholder);
