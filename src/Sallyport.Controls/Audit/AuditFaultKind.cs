namespace Sallyport.Controls.Audit;

/// <summary>What is wrong at the first bad record.</summary>
public enum AuditFaultKind
{
    /// <summary>The record's contents are not those that were stored.</summary>
    Altered,

    /// <summary>A record, or a day's head, is not there.</summary>
    Missing,

    /// <summary>A record stands there that the gateway never stored.</summary>
    Inserted,

    /// <summary>The record that belongs there stands elsewhere.</summary>
    Reordered,

    /// <summary>The trail ends before its recorded, signed or remembered end.</summary>
    Truncated,

    /// <summary>A head or tombstone is not signed as it must be.</summary>
    BadSignature,
}
