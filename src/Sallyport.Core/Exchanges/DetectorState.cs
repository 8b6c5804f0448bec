namespace Sallyport.Core.Exchanges;

/// <summary>How completely a detector looked, ordered from best to worst.</summary>
public enum DetectorState
{
    /// <summary>At everything.</summary>
    Scanned,

    /// <summary>At a part; a bound or time limit cut it short.</summary>
    Partial,

    /// <summary>At nothing: the policy switches it off here.</summary>
    Skipped,

    /// <summary>At a part, and the policy let the rest pass unseen.</summary>
    FailedOpen,
}
