namespace Sallyport.Detection.Yara;

/// <summary>One match of a string.</summary>
/// <param name="Identifier">The string's name with its dollar; the dollar alone when it has none.</param>
/// <param name="Offset">First byte of the match in the UTF-8 text.</param>
/// <param name="Length">Length in bytes.</param>
public readonly record struct YaraStringMatch(string Identifier, int Offset, int Length);
