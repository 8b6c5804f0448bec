namespace Sallyport.Detection.Views;

/// <summary>A stretch of text that may be an encoding of other text.</summary>
/// <param name="Start">First character.</param>
/// <param name="End">One past the last.</param>
/// <param name="View">Name of the encoding.</param>
internal readonly record struct EncodedRun(int Start, int End, string View);
