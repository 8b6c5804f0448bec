namespace Sallyport.Detection.Yara;

/// <summary>A rule that holds.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Strings">Matches of its strings, string by string in order of declaration, each by offset. Private strings are left out.</param>
public sealed record YaraRuleMatch(YaraRule Rule, IReadOnlyList<YaraStringMatch> Strings);
