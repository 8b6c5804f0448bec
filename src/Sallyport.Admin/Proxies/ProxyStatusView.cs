using Sallyport.Core.Proxies;

namespace Sallyport.Admin.Proxies;

/// <summary>A proxy's run state.</summary>
/// <param name="Id">The proxy.</param>
/// <param name="Name">Its name.</param>
/// <param name="Running">Takes requests.</param>
/// <param name="Port">Port of its own, or null.</param>
/// <param name="PortFault">Why that port is closed although the proxy runs, on the path of the main listener only; null while it is open.</param>
/// <param name="Target">Upstream.</param>
/// <param name="StartTime">When it was started, or null.</param>
/// <param name="UptimeSeconds">Since when, in seconds.</param>
/// <param name="RequestsProcessed">Requests since the start.</param>
/// <param name="Errors">Requests since the start that failed.</param>
public sealed record ProxyStatusView(
    string Id, string Name, bool Running, int? Port, string? PortFault, string Target, DateTimeOffset? StartTime, long UptimeSeconds, long RequestsProcessed, long Errors)
{
    internal static ProxyStatusView Of(ProxyEntry entry, string? portFault, DateTimeOffset now) => new(
        entry.Config.Id,
        entry.Config.Name,
        entry.State.IsRunning,
        entry.Config.Port,
        portFault,
        entry.Config.Target.ToString(),
        entry.State.StartedAt,
        entry.State.StartedAt is { } started ? (long)(now - started).TotalSeconds : 0,
        entry.State.Requests,
        entry.State.Errors);
}
