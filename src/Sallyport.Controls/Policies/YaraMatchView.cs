namespace Sallyport.Controls.Policies;

/// <summary>A match of one string of a YARA rule that holds.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Text">The string with its dollar; empty where the rule holds without any.</param>
/// <param name="Start">Where the match starts in the sample, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
public sealed record YaraMatchView(string Rule, string Text, int Start, int End);
