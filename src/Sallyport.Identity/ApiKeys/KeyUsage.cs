namespace Sallyport.Identity.ApiKeys;

/// <summary>What a key was used for.</summary>
/// <param name="From">The beginning of the first day counted, UTC.</param>
/// <param name="LastUsedAt">The last use, or null.</param>
/// <param name="LastUsedFrom">The caller's address at the last use, or empty.</param>
/// <param name="Requests">All requests.</param>
/// <param name="InputTokens">Input tokens of models.</param>
/// <param name="OutputTokens">Output tokens of models.</param>
/// <param name="Days">The same by day (UTC), the first first; days without use are left out.</param>
/// <param name="Refusals">Refusals by reason, the most frequent first.</param>
public sealed record KeyUsage(
    DateTimeOffset From,
    DateTimeOffset? LastUsedAt,
    string LastUsedFrom,
    long Requests,
    long InputTokens,
    long OutputTokens,
    IReadOnlyList<KeyUsageDay> Days,
    IReadOnlyList<KeyRefusals> Refusals);
