namespace Sallyport.Controls.Audit.Retention;

/// <summary>Days that retention must not touch, whatever its rules say.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Reason">Why, such as the name of a case.</param>
/// <param name="FirstDay">The first day, inclusive.</param>
/// <param name="LastDay">The last day, inclusive; it may lie in the future.</param>
/// <param name="CreatedAt">Since when.</param>
/// <param name="CreatedBy">Who set it.</param>
public sealed record AuditHold(string Id, string Reason, DateOnly FirstDay, DateOnly LastDay, DateTimeOffset CreatedAt, string CreatedBy)
{
    /// <summary>Whether a day is held.</summary>
    public bool Covers(DateOnly date) => date >= FirstDay && date <= LastDay;
}
