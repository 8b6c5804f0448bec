using Microsoft.AspNetCore.Mvc;

namespace Sallyport.Controls.Audit.Exporting;

/// <summary>What to export, beside the filters of the lists.</summary>
public sealed record AuditExportRequest
{
    /// <summary>jsonl (JSON Lines) or csv; default jsonl.</summary>
    [FromQuery(Name = "format")]
    public string? Format { get; init; }

    /// <summary>True: exchanges only; false: changes and sign-ins only; left out: both.</summary>
    [FromQuery(Name = "exchanges")]
    public bool? Exchanges { get; init; }

    /// <summary>Whole closed days in UTC from this one on, with their signed heads, so that the export verifies; JSON Lines without filters only.</summary>
    [FromQuery(Name = "first_day")]
    public DateOnly? FirstDay { get; init; }

    /// <summary>The last of those days, inclusive; left out: the newest closed one.</summary>
    [FromQuery(Name = "last_day")]
    public DateOnly? LastDay { get; init; }
}
