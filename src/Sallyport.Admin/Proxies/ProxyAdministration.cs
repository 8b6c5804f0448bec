using Sallyport.Controls.Guardrails;
using Sallyport.Controls.Vault;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;
using Sallyport.Core.Upstream;

namespace Sallyport.Admin.Proxies;

/// <summary>
/// Changes proxies: checks, stores with the audit entry, swaps the snapshots and opens or closes ports, in this order, so that what the
/// operator is told is what is in force.
/// </summary>
internal sealed class ProxyAdministration(
    ProxyCatalog catalog,
    IProxyStore store,
    IProxyListeners listeners,
    CredentialAdmin credentials,
    PolicyTable policies,
    SnapshotRefresher snapshots,
    IAuditLog audit,
    IIdGenerator ids,
    TimeProvider clock)
{
    internal IReadOnlyList<ProxyEntry> All => catalog.Current.Entries;

    internal ProxyEntry? Find(string id) => catalog.Current.Find(id);

    internal ProxyView View(ProxyEntry entry) => ProxyView.Of(
        entry, entry.Config.Auth.CredentialId is { } id ? credentials.Describe(id)?.LastFour : null, listeners.FaultOf(entry.Config.Id));

    internal ProxyStatusView Status(ProxyEntry entry) => ProxyStatusView.Of(entry, listeners.FaultOf(entry.Config.Id), clock.GetUtcNow());

    internal async Task<(ProxyEntry? Entry, ApiProblem? Problem)> CreateAsync(ProxyInput input, RequestActor actor, CancellationToken cancellationToken)
    {
        if (Check(input, null) is { } problem)
        {
            return (null, problem);
        }

        var now = clock.GetUtcNow();
        var proxy = ToConfig(input, ids.NewId(), now, null);
        var credential = Seal(input, proxy);
        return await store.InsertAsync(proxy, credential, Record("created", null, proxy, credential, actor), cancellationToken)
            ? await ApplyAsync(proxy.Id, cancellationToken)
            : (null, Taken(proxy));
    }

    internal async Task<(ProxyEntry? Entry, ApiProblem? Problem)> UpdateAsync(string id, ProxyInput input, RequestActor actor, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } old)
        {
            return (null, ApiProblem.NotFound("proxy", id));
        }

        if (Check(input, id, old.Config) is { } problem)
        {
            return (null, problem);
        }

        var now = clock.GetUtcNow();
        var proxy = ToConfig(input, id, now, old.Config);
        var credential = Seal(input, proxy);
        return await store.UpdateAsync(proxy, credential, Record("updated", old.Config, proxy, credential, actor), cancellationToken)
            ? await ApplyAsync(id, cancellationToken)
            : (null, Taken(proxy));
    }

    internal async Task<ApiProblem?> DeleteAsync(string id, RequestActor actor, CancellationToken cancellationToken)
    {
        if (Find(id) is not { } old)
        {
            return ApiProblem.NotFound("proxy", id);
        }

        if (old.State.IsRunning)
        {
            return ApiProblem.Of(409, "proxy_running", $"Proxy '{old.Config.Name}' is running; stop it first. Its clients and the grants for it stop working.");
        }

        await store.DeleteAsync(id, actor.Entry(clock.GetUtcNow(), "proxy.deleted", "proxy", id, old.Config.Name) with { Details = ProxyAudit.Of(old.Config, null) }, cancellationToken);
        await snapshots.RefreshAsync(cancellationToken);
        return null;
    }

    internal async Task<ApiProblem?> StartAsync(ProxyEntry entry, RequestActor actor, CancellationToken cancellationToken)
    {
        var wasRunning = entry.State.IsRunning;
        if (!catalog.Start(entry))
        {
            return ApiProblem.Of(409, "proxy_disabled", $"Proxy '{entry.Config.Name}' is disabled; enable it first.");
        }

        if (await ListenAsync(entry.Config.Id, cancellationToken) is { } fault)
        {
            if (!wasRunning)
            {
                catalog.Stop(entry);
                await listeners.ApplyAsync(All, cancellationToken);
            }

            return ApiProblem.Of(409, "port_unavailable", fault);
        }

        await audit.AppendAsync(actor.Entry(clock.GetUtcNow(), "proxy.started", "proxy", entry.Config.Id, entry.Config.Name));
        return null;
    }

    internal async Task<ApiProblem?> StopAsync(ProxyEntry entry, RequestActor actor, CancellationToken cancellationToken)
    {
        catalog.Stop(entry);
        await listeners.ApplyAsync(All, cancellationToken);
        await audit.AppendAsync(actor.Entry(clock.GetUtcNow(), "proxy.stopped", "proxy", entry.Config.Id, entry.Config.Name));
        return null;
    }

    private async Task<(ProxyEntry? Entry, ApiProblem? Problem)> ApplyAsync(string id, CancellationToken cancellationToken)
    {
        await snapshots.RefreshAsync(cancellationToken);
        var fault = await ListenAsync(id, cancellationToken);
        return fault is null ? (Find(id), null) : (null, ApiProblem.Of(409, "port_unavailable", $"The proxy is saved, but: {fault}"));
    }

    /// <summary>Opens and closes ports; answers what kept this proxy's own from opening. Another proxy's trouble is not this one's.</summary>
    private async Task<string?> ListenAsync(string id, CancellationToken cancellationToken) =>
        (await listeners.ApplyAsync(All, cancellationToken)).GetValueOrDefault(id);

    private ApiProblem? Check(ProxyInput input, string? id, ProxyConfig? old = null)
    {
        var faults = ProxyInputValidator.Check(input, policies);
        var clash = All.FirstOrDefault(entry => entry.Config.Id != id && input.Port is { } port && entry.Config.Port == port);
        faults.Require(input.Port is not { } own || !listeners.IsGatewaysOwn(own), "port", $"Port {input.Port} is the one the gateway itself listens on; choose another.");
        faults.Require(clash is null, "port", $"Port {input.Port} belongs to proxy '{clash?.Config.Name}'.");
        faults.Require(
            old is null || !WouldMoveSecret(input, old), "auth.secret", "The target is another server now: enter its secret again. The stored one is not sent to a server it was not entered for.");
        faults.Require(
            input.Auth is null or { Type: UpstreamAuthType.None } or { Secret: not null } || old?.Auth.CredentialId is not null,
            "auth.secret",
            "Enter what the upstream is shown, or choose the type 'none': without it every request would be refused.");
        if (!faults.IsEmpty)
        {
            return faults.ToProblem();
        }

        var isTaken = All.Any(entry => entry.Config.Id != id && entry.Config.Kind == input.Kind && entry.Config.Name == input.Name);
        return isTaken ? ApiProblem.NameTaken("proxy", input.Name ?? "") : null;
    }

    // Secrets are write-only: pointing the proxy at a server of one's own must not read one back.
    private static bool WouldMoveSecret(ProxyInput input, ProxyConfig old) =>
        old.Auth.CredentialId is not null
        && input.Auth is null or { Secret: null, Type: not UpstreamAuthType.None }
        && TargetRules.IsElsewhere(input.Target, old.Target);

    private static ProxyConfig ToConfig(ProxyInput input, string id, DateTimeOffset now, ProxyConfig? old) => new()
    {
        Id = id,
        Name = input.Name!, // checked by ProxyInputValidator
        Kind = input.Kind,
        Provider = input.Provider ?? LlmProvider.OpenAi,
        Target = TargetRules.TryParse(input.Target, out var target, out _) ? target : throw new ArgumentException("The input was not validated.", nameof(input)),
        Policies = input.Policies ?? [],
        PolicyAssignments = input.PolicyAssignments ?? [],
        IsEnabled = input.Enabled ?? true,
        IsAutoStarted = input.AutoStart ?? true,
        Port = input.Port,
        Description = input.Description ?? "",
        Auth = ToAuth(input.Auth, id, old?.Auth),
        CreatedAt = old?.CreatedAt ?? now,
        UpdatedAt = now,
    };

    private static UpstreamAuth ToAuth(ProxyAuthInput? input, string id, UpstreamAuth? old)
    {
        if (input is null)
        {
            return old ?? UpstreamAuth.None;
        }

        return new UpstreamAuth
        {
            Type = input.Type,
            Name = input.Type == UpstreamAuthType.Header ? input.Name : null,
            CredentialId = input.Type == UpstreamAuthType.None ? null : input.Secret is not null ? id : old?.CredentialId,
        };
    }

    private SealedCredential? Seal(ProxyInput input, ProxyConfig proxy) =>
        input.Auth?.Secret is { } secret && proxy.Auth.CredentialId is { } id ? credentials.Seal(id, secret, proxy.Target) : null;

    private static IReadOnlyList<AuditEntry> Record(string what, ProxyConfig? old, ProxyConfig proxy, SealedCredential? credential, RequestActor actor)
    {
        var entry = actor.Entry(proxy.UpdatedAt, $"proxy.{what}", "proxy", proxy.Id, proxy.Name) with { Details = ProxyAudit.Of(old, proxy) };
        return credential is null ? [entry] : [actor.Entry(proxy.UpdatedAt, $"credential.{what}", "proxy", proxy.Id, proxy.Name), entry];
    }

    private static ApiProblem Taken(ProxyConfig proxy) => ApiProblem.NameTaken("proxy", proxy.Name);
}
