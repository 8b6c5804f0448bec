using Microsoft.Data.Sqlite;
using Sallyport.Core.Auditing;
using Sallyport.Storage.Writing;
using SQLitePCL;

namespace Sallyport.Storage.Auditing;

/// <summary>
/// The statement every exchange pays for. Works on the native statement: the provider's command would look up each parameter
/// by name and encode each text again, for every row.
/// </summary>
internal sealed class SqliteAuditInsert : IDisposable
{
    private const int FirstText = 3;
    private const int FirstNumber = FirstText + AuditColumns.EntryTexts + AuditColumns.ExchangeTexts;

    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _statement;
    private readonly AuditRecord _record = new();

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
        var result = raw.sqlite3_step(_statement);
        var reset = raw.sqlite3_reset(_statement);
        if (result != raw.SQLITE_DONE)
        {
            Check(reset);
        }
    }

    private void BindTexts(int first, int count)
    {
        for (var text = first; text < first + count; text++)
        {
            var value = _record.Text(text).Span;
            // An empty span pins to a null pointer, which SQLite would take for NULL; an empty text needs a place to point to.
            Check(_record.IsNull(text) ? raw.sqlite3_bind_null(_statement, FirstText + text)
                : value.IsEmpty ? raw.sqlite3_bind_text(_statement, FirstText + text, utf8z.FromSpan("\0"u8))
                : raw.sqlite3_bind_text(_statement, FirstText + text, value));
        }
    }

    private void BindNumbers()
    {
        var numbers = _record.Numbers;
        for (var number = 0; number < numbers.Length; number++)
        {
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

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            SqliteException.ThrowExceptionForRC(result, _connection.Handle);
        }
    }
}
