using Sallyport.Controls.Audit.Days;
using Sallyport.Controls.Audit.Retention;
using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Audit.Exporting;

/// <summary>A line of an export in JSON Lines; the member that is set says what it is.</summary>
public sealed record ExportLine
{
    /// <summary>A public key that signed, PEM.</summary>
    public string? PublicKey { get; init; }

    /// <summary>A closed day with its head and signature.</summary>
    public AuditDay? Day { get; init; }

    /// <summary>What retention removed of a day.</summary>
    public AuditTombstone? Tombstone { get; init; }

    /// <summary>Where it did.</summary>
    public AuditGap? Gap { get; init; }

    /// <summary>A record.</summary>
    public ExportedRecord? Record { get; init; }
}
