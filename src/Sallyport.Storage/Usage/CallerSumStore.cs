using Sallyport.Controls.RateLimits;
using Sallyport.Storage.Databases;

namespace Sallyport.Storage.Usage;

/// <summary>What each caller has used, from the sums by minute.</summary>
internal sealed class CallerSumStore(DatabaseReader reader) : ICallerSumStore
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<CallerSum>> SumAsync(DateTimeOffset from, CancellationToken cancellationToken)
    {
        var rows = await reader.ListAsync<CallerSumRow>(
            """
            SELECT caller_id, CAST(SUM(requests - denied) AS bigint) AS requests, CAST(SUM(input_tokens + output_tokens) AS bigint) AS model_tokens
            FROM usage_minute WHERE minute >= @start AND caller_id <> '' GROUP BY caller_id
            """,
            new { start = StoredTime.ToMicroseconds(from) },
            cancellationToken);
        return [.. rows.Select(row => new CallerSum(row.CallerId, row.Requests, row.ModelTokens))];
    }
}
