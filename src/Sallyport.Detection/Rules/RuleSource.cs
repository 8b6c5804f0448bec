namespace Sallyport.Detection.Rules;

/// <summary>A rule or pack in JSON, or YARA rules, with the name that faults give.</summary>
/// <param name="Name">Path relative to the rules folder; <c>.yar</c> or <c>.yara</c> at its end means YARA.</param>
/// <param name="Text">The text.</param>
public sealed record RuleSource(string Name, string Text)
{
    internal bool IsYara => Name.EndsWith(".yar", StringComparison.OrdinalIgnoreCase) || Name.EndsWith(".yara", StringComparison.OrdinalIgnoreCase);
}
