using Sallyport.Core.Auditing;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Outside;

/// <summary>Durable outside detectors. A detector and its sealed secret change together.</summary>
public interface IOutsideStore
{
    /// <summary>All detectors, by name.</summary>
    Task<IReadOnlyList<OutsideConfig>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds one. False when the name is taken.</summary>
    Task<bool> InsertAsync(OutsideConfig detector, SealedCredential? credential, IReadOnlyList<AuditEntry> audit, CancellationToken cancellationToken);

    /// <summary>Replaces one by name. False when it does not exist.</summary>
    Task<bool> UpdateAsync(OutsideConfig detector, SealedCredential? credential, IReadOnlyList<AuditEntry> audit, CancellationToken cancellationToken);

    /// <summary>Removes one with its secret. False when it does not exist.</summary>
    Task<bool> DeleteAsync(string name, AuditEntry audit, CancellationToken cancellationToken);
}
