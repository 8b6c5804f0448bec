namespace Sallyport.Controls.Policies;

/// <summary>What is remarkable about a pattern or a decision.</summary>
/// <param name="Kind">invalid, unbounded, without_literal, unsupported, duplicate, shadowed, open_beginning or no_effect.</param>
/// <param name="Detail">The same for people, with what to change.</param>
/// <param name="Rule">The other rule, for duplicate and shadowed.</param>
public sealed record PatternIssue(string Kind, string Detail, string? Rule);
