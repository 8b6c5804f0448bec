using System.Net;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Network;

namespace Sallyport.Identity.ApiKeys;

/// <summary>A scope compiled for the request path: what identity itself decides, and what the later stages ask.</summary>
internal sealed class ScopeGate
{
    private readonly IPNetwork[] _networks;
    private readonly OpenSpan?[] _hours;

    private ScopeGate(KeyScope scope)
    {
        // A network that can no longer be read must not widen the key: it stays in the list as one that holds nobody.
        _networks = [.. scope.Networks.Select(entry => TrustedProxies.TryParse(entry, out var network) ? network : new IPNetwork(IPAddress.None, 32))];
        // Nor must hours that can no longer be read: they stay as ones that are never open.
        _hours = [.. scope.Hours.Select(hours => hours.Compile())];
        Left = new CallerScope
        {
            ProxyIds = scope.Proxies,
            Models = scope.Models,
            RequestsPerMinute = scope.RequestsPerMinute,
            RequestsPerHour = scope.RequestsPerHour,
            RequestsPerDay = scope.RequestsPerDay,
            ModelTokensPerDay = scope.ModelTokensPerDay,
        };
    }

    /// <summary>What is left of the owner's rights.</summary>
    internal CallerScope Left { get; }

    internal static ScopeGate? Of(KeyScope? scope) => scope is null ? null : new ScopeGate(scope);

    /// <summary>Why the key does not work from there or now; null where it does.</summary>
    internal Denial? Refuse(string name, IPAddress? address, DateTimeOffset now)
    {
        if (_networks.Length > 0 && !IsWithin(address))
        {
            return new Denial(DenialCode.AccessDenied, 403, $"The key '{name}' does not work from this address; whoever may change the key can add its network.") { RuleId = "key.network" };
        }

        return _hours.Length == 0 || IsOpen(now)
            ? null
            : new Denial(DenialCode.AccessDenied, 403, $"The key '{name}' does not work at this time; whoever may change the key can change its hours.") { RuleId = "key.hours" };
    }

    private bool IsOpen(DateTimeOffset now)
    {
        foreach (var span in _hours)
        {
            if (span?.Holds(now) == true)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsWithin(IPAddress? address)
    {
        if (address is null)
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        foreach (var network in _networks)
        {
            if (network.Contains(plain))
            {
                return true;
            }
        }

        return false;
    }
}
