namespace Sallyport.Controls.RateLimits;

/// <summary>Whose requests are counted together.</summary>
/// <param name="CallerId">The API key's id.</param>
/// <param name="ProxyId">The proxy.</param>
internal readonly record struct BucketKey(string CallerId, string ProxyId);
