namespace Sallyport.Detection.Views;

/// <summary>A stretch of text that may be an encoding of other text.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">One past the last.</param>
/// <param name="View">Name of the encoding.</param>
/// <param name="Key">Which of the encodings of that name, where there are several: letters shifted, the alphabet of base 85.</param>
internal readonly record struct EncodedRun(int Start, int End, string View, int Key = 0);
