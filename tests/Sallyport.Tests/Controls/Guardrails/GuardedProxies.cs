using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sallyport.Controls.Guardrails;
using Sallyport.Core.Limits;
using Sallyport.Core.Proxies;
using Sallyport.Core.Upstream;
using Sallyport.Detection;
using Sallyport.Detection.Rules;
using Sallyport.Tests.Fakes;

namespace Sallyport.Tests.Controls.Guardrails;

/// <summary>Proxies and policies in memory, judged by the shipped rules.</summary>
internal sealed class GuardedProxies
{
    private static readonly RuleLibrary Library = RuleLibrary.LoadBuiltIn();
    private static readonly DetectionEngine Engine = DetectionEngine.Create(Library);

    private readonly ProxyCatalog _catalog;

    internal GuardedProxies()
    {
        var options = Options.Create(new UpstreamOptions());
        _catalog = new ProxyCatalog(Store, new UpstreamClient(new AddressGuard(options), options), Options.Create(new LimitOptions()), TimeProvider.System);
        Policies = new PolicyTable(Engine, Library, Stored, _catalog, TimeProvider.System, NullLogger<PolicyTable>.Instance);
    }

    /// <summary>The proxies that exist.</summary>
    internal InMemoryProxyStore Store { get; } = new();

    /// <summary>The policies of one's own.</summary>
    internal InMemoryPolicyStore Stored { get; } = new();

    /// <summary>The policies in force.</summary>
    internal PolicyTable Policies { get; }

    /// <summary>Puts what is stored in force.</summary>
    internal async Task ReloadAsync(CancellationToken cancellationToken)
    {
        await _catalog.ReloadAsync(cancellationToken);
        await Policies.ReloadAsync(cancellationToken);
    }
}
