using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Guardrails;

/// <summary>Durable policies made by operators. Built-in packs are not stored.</summary>
public interface IPolicyStore
{
    /// <summary>All stored policies, by name.</summary>
    Task<IReadOnlyList<StoredPolicy>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds or replaces one by name.</summary>
    Task SaveAsync(StoredPolicy policy, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Removes one. False when it does not exist.</summary>
    Task<bool> DeleteAsync(string name, AuditEntry audit, CancellationToken cancellationToken);
}
