namespace Sallyport.Detection.Rules;

/// <summary>A text with the verdict that a policy's author expects.</summary>
/// <param name="Name">What it shows, for people.</param>
/// <param name="Text">The text.</param>
/// <param name="Direction">Whose words.</param>
/// <param name="Expect">What the policy should do.</param>
/// <param name="Rule">A rule that must be among those the policy acts on; null when any may be.</param>
public sealed record PolicyCase(string Name, string Text, ScanDirection Direction, AnalyzeVerdict Expect, string? Rule);
