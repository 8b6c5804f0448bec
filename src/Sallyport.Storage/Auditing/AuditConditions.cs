using Dapper;
using Sallyport.Controls.Audit;
using Sallyport.Storage.Databases;

namespace Sallyport.Storage.Auditing;

/// <summary>Builds a query's conditions. Values travel as parameters only; the text is put together from constants.</summary>
internal static class AuditConditions
{
    private static readonly string[] SearchedColumns = ["request_id", "path", "subject", "actor_name", "resource_name"];

    /// <summary>The WHERE clause (empty without conditions) and its parameters.</summary>
    public static (string Where, DynamicParameters Parameters) Build(AuditQuery query, DatabaseDialect dialect)
    {
        List<string> conditions = [];
        DynamicParameters parameters = new();
        if (query.Exchanges is { } exchanges)
        {
            conditions.Add(exchanges ? "kind IS NOT NULL" : "kind IS NULL");
        }

        if (query.IsMasked is { } isMasked)
        {
            conditions.Add(isMasked ? "masked_count > 0" : "masked_count = 0");
        }

        AddShadow(query.WouldBe, conditions, parameters);
        AddEventType(query.EventType, conditions, parameters);
        Add("(actor_id = @actor OR actor_name = @actor)", "actor", query.Actor);
        Add("(resource_id = @proxy OR resource_name = @proxy) AND resource_type = 'proxy'", "proxy", query.Proxy);
        Add("team_id = @team", "team", query.TeamId);
        Add("result = @result", "result", query.Result);
        Add("top_category = @category", "category", query.Category);
        AddRule(query.RuleId, conditions, parameters);
        Add("sequence >= @first", "first", query.FirstSequence);
        Add("sequence <= @last", "last", query.LastSequence);
        Add("time >= @start", "start", StoredTime.ToMicroseconds(query.From));
        Add("time < @end", "end", StoredTime.ToMicroseconds(query.To));
        AddSearch(query.Search, dialect, conditions, parameters);
        return (conditions.Count == 0 ? "" : " WHERE " + string.Join(" AND ", conditions), parameters);

        void Add(string condition, string name, object? value)
        {
            if (value is not (null or ""))
            {
                conditions.Add(condition);
                parameters.Add(name, value is string text ? StoredText.Clean(text) : value);
            }
        }
    }

    private static void AddRule(string? rule, List<string> conditions, DynamicParameters parameters)
    {
        if (string.IsNullOrEmpty(rule))
        {
            return;
        }

        // Only exchanges with findings have a category, and only they are in its index: the text of no other is read.
        conditions.Add(@"top_category IS NOT NULL AND details LIKE @rule ESCAPE '\'");
        parameters.Add("rule", $"%\"rule\":\"{Escape(rule)}\"%");
    }

    private static void AddShadow(string? wouldBe, List<string> conditions, DynamicParameters parameters)
    {
        if (string.IsNullOrEmpty(wouldBe))
        {
            return;
        }

        if (ShadowFilter.TextOf(wouldBe) is not { } text)
        {
            conditions.Add("1 = 0");
            return;
        }

        conditions.Add(@"kind IS NOT NULL AND details LIKE @wouldBe ESCAPE '\'");
        parameters.Add("wouldBe", "%" + Escape(text) + "%");
    }

    private static void AddEventType(string? eventType, List<string> conditions, DynamicParameters parameters)
    {
        if (string.IsNullOrEmpty(eventType))
        {
            return;
        }

        var isFamily = eventType.EndsWith('.');
        conditions.Add(isFamily ? @"event_type LIKE @eventType ESCAPE '\'" : "event_type = @eventType");
        parameters.Add("eventType", isFamily ? Escape(eventType) + "%" : StoredText.Clean(eventType));
    }

    private static void AddSearch(string? search, DatabaseDialect dialect, List<string> conditions, DynamicParameters parameters)
    {
        if (string.IsNullOrWhiteSpace(search))
        {
            return;
        }

        // SQLite's LIKE ignores the case of ASCII letters; PostgreSQL has a word of its own for that.
        var like = dialect == DatabaseDialect.Sqlite ? "LIKE" : "ILIKE";
        conditions.Add("(" + string.Join(" OR ", SearchedColumns.Select(column => $@"{column} {like} @search ESCAPE '\'")) + ")");
        parameters.Add("search", "%" + Escape(search) + "%");
    }

    private static string Escape(string text) => StoredText.Clean(text)
        .Replace(@"\", @"\\", StringComparison.Ordinal)
        .Replace("%", @"\%", StringComparison.Ordinal)
        .Replace("_", @"\_", StringComparison.Ordinal);
}
