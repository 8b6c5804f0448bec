using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Sallyport.Controls.Usage;
using Sallyport.Controls.Vault;
using Sallyport.Core.Proxies;
using Sallyport.Core.Upstream;

namespace Sallyport.Controls.Outside;

/// <summary>The outside detectors in memory. One that did not change stays the same object, so that its rest and its sums go on.</summary>
public sealed class OutsideTable(
    IOutsideStore store, UpstreamClient upstream, CredentialTable credentials, PriceTable prices, TimeProvider clock, ILogger<OutsideTable> logger) : ISnapshot
{
    private readonly OutsideSender _sender = new(upstream, credentials);
    private readonly SnapshotCell<FrozenDictionary<string, GuardedDetector>> _detectors = new(FrozenDictionary<string, GuardedDetector>.Empty);

    /// <summary>All detectors by name.</summary>
    public IReadOnlyDictionary<string, GuardedDetector> All => _detectors.Current;

    /// <summary>One detector, or null.</summary>
    public GuardedDetector? Find(string name) => _detectors.Current.GetValueOrDefault(name);

    /// <inheritdoc />
    public Task ReloadAsync(CancellationToken cancellationToken) => _detectors.ReloadAsync(BuildAsync, cancellationToken);

    private async Task<FrozenDictionary<string, GuardedDetector>> BuildAsync(CancellationToken cancellationToken)
    {
        var before = _detectors.Current;
        var configs = await store.ListAsync(cancellationToken);
        var built = configs.ToFrozenDictionary(config => config.Name, config => Build(config, before.GetValueOrDefault(config.Name)), StringComparer.Ordinal);
        foreach (var (name, old) in before)
        {
            if (!built.TryGetValue(name, out var now) || now.Config.Target != old.Config.Target)
            {
                upstream.Forget(OutsideSender.PoolOf(name));
            }
        }

        return built;
    }

    private GuardedDetector Build(OutsideConfig config, GuardedDetector? old)
    {
        if (old is not null && old.Config.UpdatedAt == config.UpdatedAt && old.Config.CreatedAt == config.CreatedAt)
        {
            return old;
        }

        IOutsideDetector detector = config.Kind switch
        {
            OutsideKind.LlmJudge => new LlmJudge(config, _sender, prices),
            _ => new WebhookDetector(config, _sender),
        };
        return new GuardedDetector(config, detector, old?.Totals ?? new OutsideTotals(), clock, logger);
    }
}
