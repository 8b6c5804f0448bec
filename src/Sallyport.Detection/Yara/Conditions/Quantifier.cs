namespace Sallyport.Detection.Yara.Conditions;

/// <summary>How many of a set must hold.</summary>
/// <param name="Kind">all, any, none, a number or a percentage.</param>
/// <param name="Amount">The number or percentage.</param>
internal sealed record Quantifier(QuantifierKind Kind, YaraExpression? Amount);
