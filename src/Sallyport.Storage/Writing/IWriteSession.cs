using Sallyport.Core.Auditing;

namespace Sallyport.Storage.Writing;

/// <summary>The writer's connection, with one transaction at a time.</summary>
internal interface IWriteSession : IAsyncDisposable
{
    /// <summary>What commands work with.</summary>
    DatabaseWork Work { get; }

    /// <summary>
    /// Begins a transaction that no other writer can overtake, and returns the chain's end as of now. A durable transaction has
    /// reached the disk when its commit ends.
    /// </summary>
    Task<ChainHead> BeginAsync(bool isDurable, CancellationToken cancellationToken);

    /// <summary>Sets a savepoint.</summary>
    Task SaveAsync(CancellationToken cancellationToken);

    /// <summary>Keeps what happened since the savepoint.</summary>
    Task ReleaseAsync(CancellationToken cancellationToken);

    /// <summary>Undoes what happened since the savepoint.</summary>
    Task RollBackToSaveAsync(CancellationToken cancellationToken);

    /// <summary>Chains and stores the entries behind <paramref name="head"/>; returns the new end.</summary>
    Task<ChainHead> AppendAsync(IReadOnlyList<AuditEntry> entries, ChainHead head, CancellationToken cancellationToken);

    /// <summary>Tells other processes, when the transaction commits, that configuration changed.</summary>
    Task AnnounceAsync(long sequence, CancellationToken cancellationToken);

    /// <summary>Commits.</summary>
    Task CommitAsync(CancellationToken cancellationToken);

    /// <summary>Whether the record of that end is stored. Settles whether a commit with a lost answer took place.</summary>
    Task<bool> HasStoredAsync(ChainHead head, CancellationToken cancellationToken);
}
