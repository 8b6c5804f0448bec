using Sallyport.Core.Access;
using Sallyport.Core.Exchanges;

namespace Sallyport.Controls.Access;

/// <summary>Leaves of an explanation the names that its reader may see elsewhere; what else is named keeps its id. Asking why must not be a way around those rights.</summary>
internal sealed class ExplainNarrowing(Rights rights)
{
    private const string Unnamed = "You may not see all that this step names, so it is told by its rule and ids alone.";

    private readonly bool _teams = rights.Has(Permissions.TeamsRead);
    private readonly bool _proxies = rights.Has(Permissions.ProxiesRead);

    internal ExplainView Apply(ExplainView view, Caller caller)
    {
        var isSubjectSeen = IsSeen(caller);
        var isAllSeen = isSubjectSeen && _proxies && (_teams || caller.TeamId is null);
        return isAllSeen ? view : view with
        {
            Subject = isSubjectSeen ? view.Subject : IdOf(caller),
            TeamName = _teams ? view.TeamName : null,
            ProxyName = _proxies ? view.ProxyName : view.ProxyId,
            Reasons =
            [
                .. view.Reasons.Select(step => step with
                {
                    DecidedByName = IsSeen(step.DecidedByType, isSubjectSeen) ? step.DecidedByName : step.DecidedById,
                    Detail = Unnamed,
                }),
            ],
        };
    }

    private static string IdOf(Caller caller) => caller.Id.Length > 0 ? caller.Id : caller.UserId ?? caller.TeamId ?? "";

    // Whoever sees exchanges sees there which key made them.
    private bool IsSeen(Caller caller) =>
        caller.Id.Length > 0 ? rights.Has(Permissions.KeysWrite) || rights.Has(Permissions.EventsRead)
        : caller.UserId is not null ? rights.Has(Permissions.UsersRead)
        : _teams;

    private bool IsSeen(string type, bool isSubjectSeen) => type switch
    {
        "key" or "user" => isSubjectSeen,
        "proxy" => _proxies,
        _ => _teams,
    };
}
