namespace Sallyport.Identity.ApiKeys;

/// <summary>A key's use on one day.</summary>
/// <param name="Day">The day's beginning, UTC.</param>
/// <param name="Requests">All requests.</param>
/// <param name="Refused">Of these, refused for access, limits or content.</param>
/// <param name="InputTokens">Input tokens of models.</param>
/// <param name="OutputTokens">Output tokens of models.</param>
public sealed record KeyUsageDay(DateTimeOffset Day, long Requests, long Refused, long InputTokens, long OutputTokens);
