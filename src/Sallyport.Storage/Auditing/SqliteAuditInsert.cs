using Microsoft.Data.Sqlite;
using Sallyport.Core.Auditing;
using Sallyport.Storage.Writing;
using SQLitePCL;

namespace Sallyport.Storage.Auditing;

/// <summary>
/// The statement every exchange pays for. Works on the native statement: the provider's command would look up each parameter
/// by name and encode each text again, for every row. SQLite keeps bound values from row to row, and neighbouring records
/// have most values in common (kind, path, result, often the caller), so only what differs is bound: comparing is several times
/// cheaper than binding.
/// </summary>
internal sealed class SqliteAuditInsert : IDisposable
{
    private const int FirstText = 3;
    private const int FirstNumber = FirstText + AuditColumns.EntryTexts + AuditColumns.ExchangeTexts;

    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _statement;
    private AuditRecord _record = new();
    private AuditRecord _bound = new();
    private bool _hasBound;

    /// <summary>Prepares the statement on an open connection.</summary>
    public SqliteAuditInsert(SqliteConnection connection)
    {
        _connection = connection;
        var parameters = string.Join(", ", Enumerable.Repeat('?', AuditColumns.Count));
        var text = $"INSERT INTO audit ({AuditColumns.List}) VALUES ({parameters})";
        Check(raw.sqlite3_prepare_v3(connection.Handle, text, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Inserts the entries behind <paramref name="head"/>; returns the chain's new end.</summary>
    public ChainHead Run(IReadOnlyList<AuditEntry> entries, ChainHead head)
    {
        var sequence = head.Sequence;
        ReadOnlySpan<byte> previous = head.Hash;
        for (var i = 0; i < entries.Count; i++)
        {
            (_record, _bound) = (_bound, _record);
            _record.Fill(entries[i], ++sequence, previous);
            Insert();
            previous = _record.Hash.Span;
        }

        return new ChainHead(sequence, previous.ToArray());
    }

    /// <inheritdoc />
    public void Dispose() => _statement.Dispose();

    private void Insert()
    {
        Check(raw.sqlite3_bind_int64(_statement, 1, _record.Sequence));
        Check(raw.sqlite3_bind_int64(_statement, 2, _record.Time));
        BindTexts(0, AuditColumns.EntryTexts);
        if (_record.IsExchange)
        {
            BindTexts(AuditColumns.EntryTexts, AuditColumns.ExchangeTexts);
            BindNumbers();
        }
        else
        {
            BindNulls();
        }

        Check(raw.sqlite3_bind_blob(_statement, AuditColumns.Count, _record.Hash.Span));
        _hasBound = true;
        var result = raw.sqlite3_step(_statement);
        var reset = raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
        {
            Check(reset);
        }
    }

    private void BindTexts(int first, int count)
    {
        var canRepeat = CanRepeat(first);
        for (var text = first; text < first + count; text++)
        {
            if (canRepeat && _record.HasSameText(_bound, text))
            {
                continue;
            }

            Check(BindText(text));
        }
    }

    private int BindText(int text)
    {
        if (_record.IsNull(text))
        {
            return raw.sqlite3_bind_null(_statement, FirstText + text);
        }

        // An empty span is pinned as a null pointer, which SQLite would take for NULL.
        var bytes = _record.Text(text).Span;
        return bytes.IsEmpty
            ? raw.sqlite3_bind_text(_statement, FirstText + text, "")
            : raw.sqlite3_bind_text(_statement, FirstText + text, bytes);
    }

    private void BindNumbers()
    {
        var canRepeat = CanRepeat(AuditColumns.EntryTexts) && _record.HasCost == _bound.HasCost;
        var numbers = _record.Numbers;
        var bound = _bound.Numbers;
        for (var number = 0; number < numbers.Length; number++)
        {
            if (canRepeat && numbers[number] == bound[number])
            {
                continue;
            }

            Check(number == AuditColumns.CostNumber && !_record.HasCost
                ? raw.sqlite3_bind_null(_statement, FirstNumber + number)
                : raw.sqlite3_bind_int64(_statement, FirstNumber + number, numbers[number]));
        }
    }

    private void BindNulls()
    {
        for (var column = FirstText + AuditColumns.EntryTexts; column < AuditColumns.Count; column++)
        {
            Check(raw.sqlite3_bind_null(_statement, column));
        }
    }

    /// <summary>Whether the columns from this text on still hold the previous record's values.</summary>
    private bool CanRepeat(int text) => _hasBound && (text < AuditColumns.EntryTexts || _bound.IsExchange);

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _connection.Handle);
        }
    }
}
