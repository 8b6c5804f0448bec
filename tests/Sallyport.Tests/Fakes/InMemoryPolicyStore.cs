using Sallyport.Controls.Guardrails;
using Sallyport.Core.Auditing;

namespace Sallyport.Tests.Fakes;

public sealed class InMemoryPolicyStore : IPolicyStore
{
    private readonly Dictionary<string, StoredPolicy> _policies = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<StoredPolicy>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredPolicy>>([.. _policies.Values]);

    public Task SaveAsync(StoredPolicy policy, AuditEntry audit, CancellationToken cancellationToken)
    {
        _policies[policy.Name] = policy;
        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(string name, AuditEntry audit, CancellationToken cancellationToken) => Task.FromResult(_policies.Remove(name));
}
