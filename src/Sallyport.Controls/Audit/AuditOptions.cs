namespace Sallyport.Controls.Audit;

/// <summary>How audit entries wait for the database.</summary>
public sealed class AuditOptions
{
    /// <summary>
    /// Entries that may wait to be stored, about 500 bytes each. When they are that many, traffic waits rather than going unrecorded: more
    /// ride out a longer pause of the database. 1,000 to 1,000,000; default 65,536.
    /// </summary>
    public int QueueEntries { get; set; } = 65_536;

    /// <summary>
    /// How long entries gather before they are stored together; what a killed process can lose of the trail. Shorter costs more commits.
    /// 1 ms to 5 seconds; default 50 ms.
    /// </summary>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromMilliseconds(50);
}
