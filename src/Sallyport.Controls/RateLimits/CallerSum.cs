namespace Sallyport.Controls.RateLimits;

/// <summary>What a caller has used.</summary>
/// <param name="CallerId">The API key's id.</param>
/// <param name="Requests">Requests that were let through.</param>
/// <param name="ModelTokens">Input and output tokens of models.</param>
public sealed record CallerSum(string CallerId, long Requests, long ModelTokens);
