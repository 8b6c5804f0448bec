namespace Sallyport.Detection.Yara.Conditions;

/// <summary>A range of numbers, both ends included.</summary>
/// <param name="First">The first.</param>
/// <param name="Last">The last.</param>
internal sealed record ByteRange(YaraExpression First, YaraExpression Last);
