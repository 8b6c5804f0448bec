using Sallyport.Core.Access;

namespace Sallyport.Core.Exchanges;

/// <summary>
/// What a key or access token leaves of its owner's rights. It only ever takes away: the owner's and team's grants are asked as if there
/// were none, and this besides. Immutable, and shared by all exchanges of the caller.
/// </summary>
public sealed record CallerScope
{
    /// <summary>Ids of the proxies it may be used on; empty leaves all that the owner may use.</summary>
    public IReadOnlyList<string> ProxyIds { get; init; } = [];

    /// <summary>
    /// The models it may be used for, as whole names in which <c>*</c> stands for any characters and <c>?</c> for one; case counts. Empty
    /// leaves all.
    /// </summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Requests a minute on all proxies together, or null for no limit of its own.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Requests an hour (UTC, from the full hour on), or null.</summary>
    public int? RequestsPerHour { get; init; }

    /// <summary>Requests a day (UTC), or null.</summary>
    public int? RequestsPerDay { get; init; }

    /// <summary>Input and output tokens of models a day (UTC), or null. The exchange that reaches the limit is still served.</summary>
    public long? ModelTokensPerDay { get; init; }

    /// <summary>Whether anything about it is counted.</summary>
    public bool HasLimits => RequestsPerMinute is not null || RequestsPerHour is not null || RequestsPerDay is not null || ModelTokensPerDay is not null;

    /// <summary>Whether the proxy is within it.</summary>
    public bool AllowsProxy(string proxyId)
    {
        foreach (var id in ProxyIds)
        {
            if (id == proxyId)
            {
                return true;
            }
        }

        return ProxyIds.Count == 0;
    }

    /// <summary>Whether the model is within it. An operation without a model is not, unless every model is.</summary>
    public bool AllowsModel(string model) =>
        Models.Count == 0 || (model.Length > 0 && ModelPattern.FindMatch(Models, model, ignoreCase: false) is not null);
}
