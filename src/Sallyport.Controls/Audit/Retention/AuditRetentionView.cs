namespace Sallyport.Controls.Audit.Retention;

/// <summary>How long records are kept.</summary>
/// <param name="ExchangeDays">Days that exchanges are kept; 0 for good.</param>
/// <param name="SignInDays">Days that sign-ins are kept; 0 for good.</param>
/// <param name="ChangeDays">Days that changes are kept; 0 for good.</param>
/// <param name="Holds">Days that are kept whatever these rules say.</param>
public sealed record AuditRetentionView(int ExchangeDays, int SignInDays, int ChangeDays, IReadOnlyList<AuditHold> Holds);
