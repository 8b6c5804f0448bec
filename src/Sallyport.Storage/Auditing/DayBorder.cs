using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Auditing;

/// <summary>
/// Ends the open day and begins the next one, in the transaction of the first batch after midnight (UTC). Gateways on one database take turns, so
/// one of them does it and the others find it done; a clock that is behind opens no day again.
/// </summary>
internal static class DayBorder
{
    private const string Close = """
        INSERT INTO audit_day (day, first_sequence, last_sequence, previous_hash, hash)
        SELECT day, day_first, sequence, day_previous, hash FROM audit_head WHERE day > 0 AND day < @today AND sequence >= day_first
        """;

    // Records that are older than days are belong to the first one: it begins where the trail does.
    private const string Open = """
        UPDATE audit_head SET
          day_first = CASE WHEN day > 0 THEN sequence + 1 ELSE day_first END,
          day_previous = CASE WHEN day > 0 THEN hash ELSE day_previous END,
          day = @today
        WHERE day < @today
        """;

    /// <summary>Crosses it unless that was done.</summary>
    public static async Task CrossAsync(DatabaseWork work, long today)
    {
        await work.ExecuteAsync(Close, new { today });
        await work.ExecuteAsync(Open, new { today });
    }
}
