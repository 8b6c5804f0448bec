using Sallyport.Core.Auditing;

namespace Sallyport.Identity.Tokens;

/// <summary>Durable signing keys.</summary>
public interface ISigningKeyStore
{
    /// <summary>All of them, the one that signs first first.</summary>
    Task<IReadOnlyList<SigningKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds one and removes those.</summary>
    Task InsertAsync(SigningKey key, IReadOnlyList<string> removed, AuditEntry audit, CancellationToken cancellationToken);
}
