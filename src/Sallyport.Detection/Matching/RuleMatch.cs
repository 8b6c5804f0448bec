namespace Sallyport.Detection.Matching;

/// <summary>A match before the policy has looked at it.</summary>
/// <param name="Rule">Number of the rule or recogniser.</param>
/// <param name="Start">First UTF-16 unit in the original text.</param>
/// <param name="End">One past the last.</param>
/// <param name="View">Name of the view.</param>
/// <param name="Confidence">How sure the classifier is, 0 to 1; null for rules and recognisers, which have a score of their own.</param>
internal readonly record struct RuleMatch(int Rule, int Start, int End, string View, double? Confidence = null);
