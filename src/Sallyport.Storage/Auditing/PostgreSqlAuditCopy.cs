using Npgsql;
using NpgsqlTypes;
using Sallyport.Core.Auditing;
using Sallyport.Storage.Writing;

namespace Sallyport.Storage.Auditing;

/// <summary>Stores a batch by binary COPY, several times as fast as inserts. Texts go as the bytes that were hashed.</summary>
internal sealed class PostgreSqlAuditCopy(NpgsqlConnection connection)
{
    private const string Command = $"COPY audit ({AuditColumns.List}) FROM STDIN (FORMAT BINARY)";

    private readonly AuditRecord _record = new();

    /// <summary>Copies the entries behind <paramref name="head"/>; returns the chain's new end.</summary>
    public async Task<ChainHead> RunAsync(IReadOnlyList<AuditEntry> entries, ChainHead head, CancellationToken cancellationToken)
    {
        var sequence = head.Sequence;
        ReadOnlyMemory<byte> previous = head.Hash;
        await using var copy = await connection.BeginBinaryImportAsync(Command, cancellationToken);
        for (var i = 0; i < entries.Count; i++)
        {
            _record.Fill(entries[i], ++sequence, previous.Span);
            await WriteRowAsync(copy, cancellationToken);
            previous = _record.Hash;
        }

        await copy.CompleteAsync(cancellationToken);
        return new ChainHead(sequence, previous.ToArray());
    }

    private async Task WriteRowAsync(NpgsqlBinaryImporter copy, CancellationToken cancellationToken)
    {
        await copy.StartRowAsync(cancellationToken);
        await copy.WriteAsync(_record.Sequence, NpgsqlDbType.Bigint, cancellationToken);
        await copy.WriteAsync(_record.Time, NpgsqlDbType.Bigint, cancellationToken);
        await WriteTextsAsync(copy, 0, AuditColumns.EntryTexts, cancellationToken);
        if (_record.IsExchange)
        {
            await WriteTextsAsync(copy, AuditColumns.EntryTexts, AuditColumns.ExchangeTexts, cancellationToken);
            await WriteNumbersAsync(copy, cancellationToken);
        }
        else
        {
            for (var column = 0; column < AuditColumns.ExchangeTexts + AuditColumns.ExchangeNumbers; column++)
            {
                await copy.WriteNullAsync(cancellationToken);
            }
        }

        await copy.WriteAsync(_record.Hash, NpgsqlDbType.Bytea, cancellationToken);
    }

    private async Task WriteTextsAsync(NpgsqlBinaryImporter copy, int first, int count, CancellationToken cancellationToken)
    {
        for (var text = first; text < first + count; text++)
        {
            if (_record.IsNull(text))
            {
                await copy.WriteNullAsync(cancellationToken);
                continue;
            }

            await copy.WriteAsync(_record.Text(text), NpgsqlDbType.Text, cancellationToken);
        }
    }

    private async Task WriteNumbersAsync(NpgsqlBinaryImporter copy, CancellationToken cancellationToken)
    {
        for (var number = 0; number < AuditColumns.ExchangeNumbers; number++)
        {
            if (number == AuditColumns.CostNumber && !_record.HasCost)
            {
                await copy.WriteNullAsync(cancellationToken);
                continue;
            }

            await copy.WriteAsync(_record.Numbers[number], NpgsqlDbType.Bigint, cancellationToken);
        }
    }
}
