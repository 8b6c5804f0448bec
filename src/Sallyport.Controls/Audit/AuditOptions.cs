using Sallyport.Controls.Audit.Retention;

namespace Sallyport.Controls.Audit;

/// <summary>How audit entries wait for the database, are signed, and how long they are kept.</summary>
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

    /// <summary>
    /// How often the end of the open day is signed; closed days are signed as well, once. What was stored since the last signature can be cut off unseen by
    /// whoever can write the database, and an earlier signed state put back: only an anchor kept elsewhere excludes that. 1 second to 1 day; default 1 minute.
    /// </summary>
    public TimeSpan SigningInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Days that exchanges are kept, by whole UTC days. 1 to 36,500; default 0: for good.</summary>
    public int ExchangeDays { get; set; }

    /// <summary>Days that sign-ins are kept (events whose names begin with <c>auth.</c>). 1 to 36,500; default 0: for good.</summary>
    public int SignInDays { get; set; }

    /// <summary>Days that all other records are kept: changes, and what the gateway did by itself. 1 to 36,500; default 0: for good.</summary>
    public int ChangeDays { get; set; }

    /// <summary>The rule of a kind of records; 0 for good.</summary>
    internal int DaysOf(string kind) => kind switch
    {
        AuditKinds.Exchange => ExchangeDays,
        AuditKinds.SignIn => SignInDays,
        _ => ChangeDays,
    };
}
