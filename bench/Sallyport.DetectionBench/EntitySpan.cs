namespace Sallyport.DetectionBench;

/// <summary>A marked value in a text.</summary>
/// <param name="Type">The data set's name of the type.</param>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">One past the last.</param>
internal readonly record struct EntitySpan(string Type, int Start, int End);
