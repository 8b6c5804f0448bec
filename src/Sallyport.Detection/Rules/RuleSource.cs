namespace Sallyport.Detection.Rules;

/// <summary>A rule or pack in JSON, with the name that faults give.</summary>
/// <param name="Name">Path relative to the rules folder.</param>
/// <param name="Json">The text.</param>
public sealed record RuleSource(string Name, string Json);
