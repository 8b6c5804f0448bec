namespace Sallyport.Detection.Classification;

/// <summary>A point of a head's calibration; scores between two points lie on the line between them.</summary>
/// <param name="Margin">The head's margin.</param>
/// <param name="Score">The score it stands for, 0 to 1.</param>
internal readonly record struct CalibrationKnot(float Margin, float Score);
