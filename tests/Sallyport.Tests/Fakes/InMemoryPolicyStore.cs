using Sallyport.Controls.Guardrails;
using Sallyport.Core.Auditing;

namespace Sallyport.Tests.Fakes;

public sealed class InMemoryPolicyStore : IPolicyStore
{
    private readonly Dictionary<string, StoredPolicy> _policies = new(StringComparer.Ordinal);
    private readonly List<StoredPolicy> _versions = [];

    public Task<IReadOnlyList<StoredPolicy>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredPolicy>>([.. _policies.Values]);

    public Task<bool> SaveAsync(StoredPolicy policy, long? expected, AuditEntry audit, CancellationToken cancellationToken)
    {
        var newest = _versions.Where(version => version.Name == policy.Name).Select(version => version.Version).DefaultIfEmpty().Max();
        if (expected is { } wanted && wanted != newest)
        {
            return Task.FromResult(false);
        }

        _versions.Add(_policies[policy.Name] = policy with { Version = newest + 1 });
        return Task.FromResult(true);
    }

    public Task<bool> DeleteAsync(string name, AuditEntry audit, CancellationToken cancellationToken) => Task.FromResult(_policies.Remove(name));

    public Task<IReadOnlyList<StoredPolicy>> ListVersionsAsync(string name, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<StoredPolicy>>([.. _versions.Where(version => version.Name == name).Reverse()]);

    public Task<StoredPolicy?> FindVersionAsync(string name, long version, CancellationToken cancellationToken) =>
        Task.FromResult(_versions.Find(stored => stored.Name == name && stored.Version == version));
}
