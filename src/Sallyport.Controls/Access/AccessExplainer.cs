using Sallyport.Core.Access;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Proxies;

namespace Sallyport.Controls.Access;

/// <summary>Says what the access control would decide, by asking it.</summary>
public sealed class AccessExplainer(AccessTable access, ICallerDirectory callers, ProxyCatalog proxies)
{
    /// <summary>The caller that is asked about, or null when there is none.</summary>
    internal CallerStanding? FindSubject(ExplainRequest body)
    {
        if (!string.IsNullOrEmpty(body.KeyId))
        {
            return callers.FindKey(body.KeyId);
        }

        if (!string.IsNullOrEmpty(body.UserId))
        {
            return callers.FindUser(body.UserId);
        }

        return access.Find(body.TeamId ?? "")?.Team is not { } team ? null : new CallerStanding(
            new Caller { Kind = CallerKind.ApiKey, Id = "", Name = team.Name, TeamId = team.Id, TeamName = team.Name }, "active");
    }

    internal ProxyConfig? FindProxy(string idOrName) =>
        (proxies.Current.Find(idOrName) ?? proxies.Current.Entries.FirstOrDefault(entry => entry.Config.Name == idOrName))?.Config;

    internal ExplainView Explain(CallerStanding subject, ProxyConfig proxy, string? model, Rights reader)
    {
        var (caller, steps) = (subject.Caller, new List<AccessReason>());
        var isAllowed = AskCredential(subject, steps)
            && AccessRules.AskProxy(access, caller, proxy, out var grant, steps) is null
            && (model is null || AccessRules.AskModel(caller, grant, model, steps) is null);
        var view = new ExplainView(isAllowed, caller.Name, caller.TeamId, caller.TeamName, proxy.Id, proxy.Name, model, steps);
        return new ExplainNarrowing(reader).Apply(view, caller);
    }

    private static bool AskCredential(CallerStanding subject, List<AccessReason> steps)
    {
        var (caller, isActive) = (subject.Caller, subject.State == "active");
        if (caller.Id.Length > 0 || !isActive)
        {
            var detail = isActive ? $"The key '{caller.Name}' works." : $"'{caller.Name}' does not work: {subject.State}. Make a new key, or let an administrator enable its owner.";
            steps.Add(new AccessReason($"credential.{subject.State}", isActive, caller.Id.Length > 0 ? "key" : "user", caller.Id.Length > 0 ? caller.Id : caller.UserId ?? "", caller.Name, detail));
        }

        return isActive;
    }
}
