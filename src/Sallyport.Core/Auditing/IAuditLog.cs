namespace Sallyport.Core.Auditing;

/// <summary>The way into the audit trail for what happens on the request path.</summary>
public interface IAuditLog
{
    /// <summary>
    /// Queues an entry; a background writer chains and stores it within about 50 ms. Waits when the bounded queue is full:
    /// traffic slows down rather than going unrecorded.
    /// </summary>
    ValueTask AppendAsync(AuditEntry entry);

    /// <summary>Completes when everything queued before the call is stored.</summary>
    Task FlushAsync(CancellationToken cancellationToken);
}
