namespace Sallyport.Controls.Policies;

/// <summary>A decision of a policy that changes nothing.</summary>
/// <param name="Path">The member, such as <c>actions.secret</c>.</param>
/// <param name="Issue">Why it changes nothing.</param>
public sealed record KeyReport(string Path, PatternIssue Issue);
