using Sallyport.Core.Access;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Access;

/// <summary>
/// The one decision on who may use what, in its order; the default is no. The stages ask it on every exchange and the explanation asks
/// it with a list for the steps, so that what is explained is what is done. From memory; without a list, a pass allocates nothing.
/// </summary>
internal static class AccessRules
{
    /// <summary>May this caller use the proxy at all? Keeps the grant that decided; there is none for whoever may use every proxy.</summary>
    internal static Denial? AskProxy(AccessTable access, Caller caller, ProxyConfig proxy, out ProxyGrant? grant, List<AccessReason>? steps)
    {
        grant = null;

        // (1) What the key leaves of its owner's rights, before anything that is granted.
        if (caller.Scope is { } scope)
        {
            if (!scope.AllowsProxy(proxy.Id))
            {
                return Refuse(steps, "key.proxy", "key", caller.Id, caller.Name, $"The key '{caller.Name}' is not made for the proxy '{proxy.Name}'; whoever may change the key can add it.");
            }

            steps?.Add(new AccessReason("key.proxy", true, "key", caller.Id, caller.Name, $"The key '{caller.Name}' leaves the proxy '{proxy.Name}' within it."));
        }

        // (2) Whose rights are asked: the team's, or for a personal key those of its owner.
        if (caller.TeamId is not { } teamId)
        {
            return AskOwner(caller, proxy, steps);
        }

        if (access.Find(teamId) is not { } entry)
        {
            return Refuse(steps, "team.unknown", "team", teamId, "", $"The team of the key '{caller.Name}' no longer exists.");
        }

        var team = entry.Team;
        if (!team.IsActive)
        {
            return Refuse(steps, "team.inactive", "team", team.Id, team.Name, $"The team '{team.Name}' is deactivated; an administrator can activate it.");
        }

        steps?.Add(new AccessReason("team.active", true, "team", team.Id, team.Name, $"The team '{team.Name}' is active."));

        // (3) The grant.
        if (!entry.Grants.TryGetValue(proxy.Id, out grant))
        {
            return Refuse(
                steps, "grant.missing", "team", team.Id, team.Name, $"The team '{team.Name}' has no grant for the proxy '{proxy.Name}'; an administrator can add one.");
        }

        steps?.Add(new AccessReason("grant.proxy", true, "grant", team.Id, team.Name, $"The team '{team.Name}' has a grant for the proxy '{proxy.Name}'."));
        return null;
    }

    /// <summary>May they use it for this model? An operation without one passes only where every model is granted.</summary>
    internal static Denial? AskModel(Caller caller, ProxyGrant? grant, string model, List<AccessReason>? steps)
    {
        if (grant is { IsForEveryModel: false })
        {
            var (id, name) = (caller.TeamId ?? "", caller.TeamName ?? "");
            // An upstream may not care for case where it is asked for what is excluded.
            if (ModelPattern.FindMatch(grant.DeniedModels, model, ignoreCase: true) is { } denied)
            {
                return Refuse(steps, "grant.model_denied", "grant", id, name, $"The grant of the team '{name}' excludes the model '{model}' by '{denied}'; an administrator can change that.");
            }

            var allowed = ModelPattern.FindMatch(grant.AllowedModels, model, ignoreCase: false);
            if (model.Length == 0 || (allowed is null && grant.AllowedModels.Count > 0))
            {
                return Refuse(
                    steps, "grant.model_missing", "grant", id, name, $"The grant of the team '{name}' is not for the model '{model}'; it is for {Shown(grant.AllowedModels)}. An administrator can add it.");
            }

            steps?.Add(new AccessReason(
                "grant.model", true, "grant", id, name, allowed is null ? $"No exclusion of the grant names the model '{model}'." : $"The grant names the model '{model}' by '{allowed}'."));
        }
        else
        {
            steps?.Add(new AccessReason("grant.model", true, "grant", caller.TeamId ?? "", caller.TeamName ?? "", "Every model of the proxy is granted."));
        }

        if (caller.Scope is not { Models.Count: > 0 } scope)
        {
            return null;
        }

        if (!scope.AllowsModel(model))
        {
            return Refuse(steps, "key.model", "key", caller.Id, caller.Name, $"The key '{caller.Name}' is not made for the model '{model}'; whoever may change the key can add it.");
        }

        steps?.Add(new AccessReason("key.model", true, "key", caller.Id, caller.Name, $"The key '{caller.Name}' leaves the model '{model}' within it."));
        return null;
    }

    private static Denial? AskOwner(Caller caller, ProxyConfig proxy, List<AccessReason>? steps)
    {
        if (!caller.MayUseEveryProxy)
        {
            return Refuse(
                steps, "owner.no_grants", "user", caller.UserId ?? "", caller.Name, $"The personal key '{caller.Name}' has no grants; ask an administrator for a key of a team that may use '{proxy.Name}'.");
        }

        steps?.Add(new AccessReason("owner.every_proxy", true, "user", caller.UserId ?? "", caller.Name, "The owner's role holds proxies:use, which covers every proxy without a grant."));
        return null;
    }

    private static string Shown(IReadOnlyList<string> patterns) =>
        patterns.Count == 0 ? "all others that it does not exclude" : string.Join(", ", patterns.Take(10).Select(pattern => $"'{pattern}'"));

    private static Denial Refuse(List<AccessReason>? steps, string code, string type, string id, string name, string detail)
    {
        steps?.Add(new AccessReason(code, false, type, id, name, detail));
        return new Denial(DenialCode.AccessDenied, 403, detail) { RuleId = code };
    }
}
