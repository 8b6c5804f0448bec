namespace Sallyport.Controls.Audit;

/// <summary>The result of checking the chain.</summary>
/// <param name="Records">How many records were checked.</param>
/// <param name="FirstBadSequence">The first record that does not fit, or null when all do.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record AuditVerification(long Records, long? FirstBadSequence, string? Reason)
{
    /// <summary>What kind of fault it is; null when there is none.</summary>
    public AuditFaultKind? Kind { get; init; }

    /// <summary>The newest record, to be remembered outside of the database; null when there is none or the chain is broken.</summary>
    public AuditAnchor? Newest { get; init; }

    /// <summary>Closed days that were checked.</summary>
    public long Days { get; init; }

    /// <summary>Signatures under heads and tombstones that were checked.</summary>
    public long Signatures { get; init; }

    /// <summary>Records that retention removed, as signed tombstones say.</summary>
    public long Removed { get; init; }

    /// <summary>The keys whose signatures were accepted.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The last closed day, when it was not signed yet: that is done within the signing interval. Null when every closed day is.</summary>
    public string? WaitingDay { get; init; }

    /// <summary>Whether the chain holds.</summary>
    public bool IsIntact => FirstBadSequence is null;
}
