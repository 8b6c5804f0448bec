using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sallyport.Controls.Guardrails;
using Sallyport.Controls.Outside;
using Sallyport.Core.Api;
using Sallyport.Core.Auditing;

namespace Sallyport.Controls.Policies;

/// <summary>Changes policies, each change a version with its audit entry, in force at once.</summary>
public sealed class PolicyEditor(PolicyTable policies, OutsideTable detectors, IPolicyStore store, TimeProvider clock)
{
    /// <summary>Makes a policy.</summary>
    public async Task<PolicySaved> CreateAsync(JsonElement body, SaveQuery query, HttpContext http, CancellationToken cancellationToken)
    {
        var read = PolicyReader.Read(body, policies.Library);
        if (read.Pack is { } pack && (policies.Packs.ContainsKey(pack.Name) || policies.Stored.ContainsKey(pack.Name)))
        {
            return new PolicySaved(null, read.Notes, ApiProblem.NameTaken("policy", pack.Name));
        }

        return await SaveAsync(read, query, "policy.created", http, cancellationToken);
    }

    /// <summary>Replaces a policy.</summary>
    public async Task<PolicySaved> UpdateAsync(string name, JsonElement body, SaveQuery query, HttpContext http, CancellationToken cancellationToken)
    {
        var read = PolicyReader.Read(body, policies.Library);
        // Before the faults of the document: a built-in pack cannot be saved however well it reads.
        var isOwn = policies.Stored.ContainsKey(name);
        if (!isOwn || (read.Pack is { } pack && pack.Name != name))
        {
            return new PolicySaved(null, read.Notes, isOwn || policies.IsBuiltIn(name) ? ReadOnly(name) : ApiProblem.NotFound("policy", name));
        }

        return await SaveAsync(read, query, "policy.updated", http, cancellationToken);
    }

    /// <summary>Brings a version back, as the next version; also of a policy that was removed.</summary>
    public async Task<PolicySaved> RestoreAsync(string name, long version, HttpContext http, CancellationToken cancellationToken)
    {
        if (await store.FindVersionAsync(name, version, cancellationToken) is not { } found)
        {
            return new PolicySaved(null, [], ApiProblem.NotFound($"version {version} of policy", name));
        }

        // Read again: a rule that it names may be gone since.
        var query = new SaveQuery { Comment = $"Restores version {version}." };
        return await SaveAsync(PolicyReader.Read(found.Json, policies.Library), query, "policy.restored", http, cancellationToken);
    }

    /// <summary>Switches a policy on or off; all that it says stays.</summary>
    public async Task<PolicySaved> SwitchAsync(string name, bool isEnabled, HttpContext http, CancellationToken cancellationToken)
    {
        if (!policies.Stored.TryGetValue(name, out var current))
        {
            return new PolicySaved(null, [], policies.IsBuiltIn(name) ? ReadOnly(name) : ApiProblem.NotFound("policy", name));
        }

        var document = PolicyDocument.Read(current.Json);
        if (isEnabled)
        {
            document.Remove("enabled");
        }
        else
        {
            document["enabled"] = false;
        }

        var query = new SaveQuery { BaseVersion = current.Version, Comment = isEnabled ? "Switched on." : "Switched off." };
        return await SaveAsync(PolicyReader.Read(PolicyDocument.Write(document), policies.Library), query, isEnabled ? "policy.enabled" : "policy.disabled", http, cancellationToken);
    }

    private async Task<PolicySaved> SaveAsync(ReadPolicy read, SaveQuery query, string eventType, HttpContext http, CancellationToken cancellationToken)
    {
        if (read.Pack is not { } pack)
        {
            return new PolicySaved(null, read.Notes, ApiProblem.Invalid(new Dictionary<string, string[]> { ["policy"] = [.. read.Faults] }));
        }

        if (OutsideReferences.FindFaults(pack, detectors) is { Count: > 0 } missing)
        {
            return new PolicySaved(null, read.Notes, ApiProblem.Invalid(new Dictionary<string, string[]> { ["policy"] = [.. missing] }));
        }

        if (query.Comment?.Length > SaveQuery.MaxComment)
        {
            return new PolicySaved(null, read.Notes, ApiProblem.Invalid(new Dictionary<string, string[]> { ["comment"] = [$"At most {SaveQuery.MaxComment} characters."] }));
        }

        var now = clock.GetUtcNow();
        var actor = RequestActor.From(http);
        var saved = new StoredPolicy(pack.Name, read.Json, now) { SavedBy = actor.Name, Comment = query.Comment ?? "" };
        var audit = actor.Entry(now, eventType, "policy", pack.Name, pack.Name) with { Details = read.Json };
        if (!await store.SaveAsync(saved, query.BaseVersion, audit, cancellationToken))
        {
            return new PolicySaved(null, read.Notes, ApiProblem.Of(409, "policy_changed", $"Somebody saved '{pack.Name}' since version {query.BaseVersion}; look at the newer version and save again."));
        }

        await policies.ReloadAsync(cancellationToken);
        return new PolicySaved(pack, read.Notes, null);
    }

    private static ApiProblem ReadOnly(string name) =>
        ApiProblem.Of(409, "policy_read_only", $"'{name}' is not a policy of your own with this name; built-in packs cannot be changed, make one that extends it.");
}
