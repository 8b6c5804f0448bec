using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Guardrails;

/// <summary>Durable policies made by operators, with every version of them. Built-in packs are not stored.</summary>
public interface IPolicyStore
{
    /// <summary>All stored policies, by name, in their newest version.</summary>
    Task<IReadOnlyList<StoredPolicy>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds or replaces one by name, as its next version. False when its newest version is not the expected one; null expects none in particular.</summary>
    Task<bool> SaveAsync(StoredPolicy policy, long? expected, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Removes one. Its versions stay, so that it can be brought back. False when it does not exist.</summary>
    Task<bool> DeleteAsync(string name, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>The versions of one, newest first, at most 200; also of one that was removed. Their documents are left out.</summary>
    Task<IReadOnlyList<StoredPolicy>> ListVersionsAsync(string name, CancellationToken cancellationToken);

    /// <summary>One version, or null.</summary>
    Task<StoredPolicy?> FindVersionAsync(string name, long version, CancellationToken cancellationToken);
}
