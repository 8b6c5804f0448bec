namespace Sallyport.Controls.Audit.Retention;

/// <summary>What retention removed of a day.</summary>
/// <param name="Kind">exchange, sign_in or change.</param>
/// <param name="Records">How many records.</param>
/// <param name="Rule">The rule, as it was then.</param>
/// <param name="At">When.</param>
public sealed record AuditRemovalView(string Kind, long Records, string Rule, DateTimeOffset At);
