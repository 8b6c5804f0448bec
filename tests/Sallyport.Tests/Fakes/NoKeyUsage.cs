using Sallyport.Identity.ApiKeys;

namespace Sallyport.Tests.Fakes;

/// <summary>Nothing was used.</summary>
public sealed class NoKeyUsage : IKeyUsageStore
{
    public Task<IReadOnlyList<KeyUsageDay>> ListDaysAsync(string keyId, DateTimeOffset from, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<KeyUsageDay>>([]);

    public Task<IReadOnlyList<KeyRefusals>> CountRefusalsAsync(string keyId, DateTimeOffset from, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<KeyRefusals>>([]);
}
