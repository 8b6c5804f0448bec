using Sallyport.Identity.ApiKeys;
using Sallyport.Storage.Databases;

namespace Sallyport.Storage.ApiKeys;

/// <summary>
/// The use of keys from the sums by minute and the trail of exchanges. Refusals are counted by walking the trail of the asked days: a page that
/// people open rarely is not worth an index that every exchange would pay for.
/// </summary>
internal sealed class KeyUsageStore(DatabaseReader reader) : IKeyUsageStore
{
    private const long DayMicroseconds = 24L * 60 * 60 * 1_000_000;

    // A sum of integers is a decimal number to one of the databases.
    private static readonly string Days = $"""
        SELECT minute / {DayMicroseconds} AS day, CAST(SUM(requests) AS bigint) AS requests, CAST(SUM(denied + blocked) AS bigint) AS refused,
          CAST(SUM(input_tokens) AS bigint) AS input_tokens, CAST(SUM(output_tokens) AS bigint) AS output_tokens
        FROM usage_minute WHERE caller_id = @keyId AND minute >= @start GROUP BY minute / {DayMicroseconds} ORDER BY day
        """;

    private const string Refusals = """
        SELECT denial_code AS code, CAST(COUNT(*) AS bigint) AS count FROM audit
        WHERE time >= @start AND actor_id = @keyId AND kind IS NOT NULL AND denial_code IS NOT NULL
        GROUP BY denial_code ORDER BY count DESC, code
        """;

    /// <inheritdoc />
    public async Task<IReadOnlyList<KeyUsageDay>> ListDaysAsync(string keyId, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<KeyUsageDayRow>(Days, new { keyId, start = StoredTime.ToMicroseconds(from) }, cancellationToken);
        return [.. rows.Select(row => row.ToDay(DayMicroseconds))];
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<KeyRefusals>> CountRefusalsAsync(string keyId, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<KeyRefusalRow>(Refusals, new { keyId, start = StoredTime.ToMicroseconds(from) }, cancellationToken);
        return [.. rows.Select(row => new KeyRefusals(row.Code, row.Count))];
    }
}
