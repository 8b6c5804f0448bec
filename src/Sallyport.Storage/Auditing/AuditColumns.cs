namespace Sallyport.Storage.Auditing;

/// <summary>The audit table's columns in the one order that inserts, reads and the hash share.</summary>
internal static class AuditColumns
{
    /// <summary>Texts every record has: <c>event_type</c> to <c>details</c>.</summary>
    public const int EntryTexts = 12;

    /// <summary>Texts of an exchange: <c>kind</c> to <c>top_category</c>.</summary>
    public const int ExchangeTexts = 7;

    /// <summary>Numbers of an exchange: <c>status</c> to <c>is_streaming</c>.</summary>
    public const int ExchangeNumbers = 9;

    /// <summary>Which of the numbers is the cost, the only one that may be null.</summary>
    public const int CostNumber = 5;

    /// <summary>Columns in all: sequence, time, texts, numbers, hash.</summary>
    public const int Count = 2 + EntryTexts + ExchangeTexts + ExchangeNumbers + 1;

    /// <summary>For SELECT, INSERT and COPY.</summary>
    public const string List =
        "sequence, time, event_type, request_id, actor_type, actor_id, actor_name, team_id, resource_type, resource_id, "
        + "resource_name, result, source_ip, details, kind, operation, subject, method, path, denial_code, top_category, status, "
        + "duration_us, upstream_us, input_tokens, output_tokens, cost_pico_usd, finding_count, masked_count, is_streaming, hash";
}
