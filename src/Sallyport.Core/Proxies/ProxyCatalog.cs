using Microsoft.Extensions.Options;
using Sallyport.Core.Limits;
using Sallyport.Core.Upstream;

namespace Sallyport.Core.Proxies;

/// <summary>
/// Holds the table in force and the run states. A reload keeps the state of proxies that stay; new proxies that start with the gateway
/// start at once.
/// </summary>
public sealed class ProxyCatalog(IProxyStore store, UpstreamClient upstream, IOptions<LimitOptions> limits, TimeProvider clock) : ISnapshot
{
    private readonly Lock _gate = new();
    private ProxyTable _table = ProxyTable.Empty;

    /// <summary>The table in force.</summary>
    public ProxyTable Current => Volatile.Read(ref _table);

    /// <summary>Raised after the table or a run state changed, with the proxy concerned, or null for all.</summary>
    public event Action<ProxyEntry?>? Changed;

    /// <inheritdoc />
    public async Task ReloadAsync(CancellationToken cancellationToken)
    {
        var configs = await store.ListAsync(cancellationToken);
        lock (_gate)
        {
            var old = _table;
            var entries = configs.Select(config => Carry(config, old.Find(config.Id))).ToList();
            Volatile.Write(ref _table, new ProxyTable(entries));
            foreach (var entry in old.Entries)
            {
                if (Current.Find(entry.Config.Id) is null)
                {
                    entry.State.Stop(limits.Value.DrainTimeout);
                }

                // Pooled connections belong to a target; one that was removed or pointed elsewhere must not be reused.
                if (Current.Find(entry.Config.Id)?.Config.Target != entry.Config.Target)
                {
                    upstream.Forget(entry.Config.Id);
                }
            }
        }

        Changed?.Invoke(null);
    }

    /// <summary>Starts a proxy. False when it is disabled.</summary>
    public bool Start(ProxyEntry entry)
    {
        if (!entry.Config.IsEnabled)
        {
            return false;
        }

        lock (_gate)
        {
            entry.State.Start(clock);
        }

        Changed?.Invoke(entry);
        return true;
    }

    /// <summary>Stops a proxy: new requests are refused, and those that run have <see cref="LimitOptions.DrainTimeout"/> to end.</summary>
    public void Stop(ProxyEntry entry)
    {
        lock (_gate)
        {
            entry.State.Stop(limits.Value.DrainTimeout);
        }

        Changed?.Invoke(entry);
    }

    /// <summary>Stops every proxy, each as <see cref="Stop"/> does: the gateway is about to end.</summary>
    public void StopAll()
    {
        lock (_gate)
        {
            foreach (var entry in Current.Entries)
            {
                entry.State.Stop(limits.Value.DrainTimeout);
            }
        }

        Changed?.Invoke(null);
    }

    private ProxyEntry Carry(ProxyConfig config, ProxyEntry? old)
    {
        var state = old?.State ?? new ProxyState();
        if (!config.IsEnabled)
        {
            state.Stop(limits.Value.DrainTimeout);
        }
        else if (old is null && config.IsAutoStarted)
        {
            state.Start(clock);
        }

        return new ProxyEntry(config, state);
    }
}
