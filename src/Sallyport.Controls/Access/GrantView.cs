namespace Sallyport.Controls.Access;

/// <summary>A grant as shown to people.</summary>
/// <param name="ProxyId">The proxy.</param>
/// <param name="ProxyName">Its name, or empty when it no longer exists.</param>
/// <param name="RateLimitPerMinute">Requests a minute for each key; null means the default limit, 0 none.</param>
/// <param name="AllowedModels">The models it is for; empty means all.</param>
/// <param name="DeniedModels">The models it is not for.</param>
public sealed record GrantView(
    string ProxyId, string ProxyName, int? RateLimitPerMinute, IReadOnlyList<string> AllowedModels, IReadOnlyList<string> DeniedModels);
