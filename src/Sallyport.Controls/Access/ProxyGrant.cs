namespace Sallyport.Controls.Access;

/// <summary>Leave to use one proxy.</summary>
/// <param name="ProxyId">The proxy.</param>
/// <param name="RateLimitPerMinute">Requests a minute for each key on this proxy; null means the default limit, 0 none.</param>
public sealed record ProxyGrant(string ProxyId, int? RateLimitPerMinute)
{
    /// <summary>The models it is for, as names with <c>*</c> and <c>?</c>, whose case counts; empty means all.</summary>
    public IReadOnlyList<string> AllowedModels { get; init; } = [];

    /// <summary>The models it is not for, in any case; wins over <see cref="AllowedModels"/>.</summary>
    public IReadOnlyList<string> DeniedModels { get; init; } = [];

    /// <summary>Whether every model is granted.</summary>
    internal bool IsForEveryModel => AllowedModels.Count == 0 && DeniedModels.Count == 0;
}
