namespace Sallyport.Controls.Access;

/// <summary>Leave to use one proxy.</summary>
/// <param name="ProxyId">The proxy.</param>
/// <param name="RateLimitPerMinute">Requests a minute for each key on this proxy; null means the default limit, 0 none.</param>
public sealed record ProxyGrant(string ProxyId, int? RateLimitPerMinute);
