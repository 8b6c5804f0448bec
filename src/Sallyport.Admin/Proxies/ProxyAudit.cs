using System.Text.Json;
using Sallyport.Core.Api;
using Sallyport.Core.Proxies;

namespace Sallyport.Admin.Proxies;

/// <summary>Old and new configuration for the audit trail; a secret shows only as whether one is stored.</summary>
internal static class ProxyAudit
{
    internal static string Of(ProxyConfig? before, ProxyConfig? after) => JsonSerializer.Serialize(new { old = Plain(before), @new = Plain(after) }, ApiJson.Options);

    private static object? Plain(ProxyConfig? proxy) => proxy is null ? null : new
    {
        proxy.Name,
        proxy.Kind,
        proxy.Provider,
        target = proxy.Target.ToString(),
        proxy.Policies,
        proxy.PolicyAssignments,
        enabled = proxy.IsEnabled,
        auto_start = proxy.IsAutoStarted,
        proxy.Port,
        auth = proxy.Auth.Type,
        has_secret = proxy.Auth.CredentialId is not null,
    };
}
