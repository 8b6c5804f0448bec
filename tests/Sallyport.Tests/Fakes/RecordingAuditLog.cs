using System.Collections.Concurrent;
using Sallyport.Core.Auditing;

namespace Sallyport.Tests.Fakes;

/// <summary>Keeps what is appended, and what the in-memory stores commit.</summary>
public sealed class RecordingAuditLog : IAuditLog
{
    private readonly ConcurrentQueue<AuditEntry> _entries = new();

    public IReadOnlyList<AuditEntry> Entries => [.. _entries];

    public IEnumerable<string> EventTypes => _entries.Select(entry => entry.EventType);

    public void Add(AuditEntry entry) => _entries.Enqueue(entry);

    public ValueTask AppendAsync(AuditEntry entry)
    {
        Add(entry);
        return ValueTask.CompletedTask;
    }

    public Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
