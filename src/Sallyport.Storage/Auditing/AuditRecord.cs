using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Sallyport.Core.Auditing;

namespace Sallyport.Storage.Auditing;

/// <summary>
/// One audit record in canonical form, and its place in the hash chain:
/// <c>hash = SHA-256(previous hash ‖ canonical form)</c>.
/// <para>
/// Canonical form, version 1, numbers big-endian: version (1 byte), sequence (8), time in microseconds (8), twelve texts, 1 for
/// an exchange or 0, and for an exchange seven texts, 1 when its cost is known or 0, and nine numbers (8 each). A text is its UTF-8 length (4; all ones for null) and bytes. Lengths come first, so that no two records
/// have the same form.
/// </para>
/// The encoded texts are what is stored, too: each text is encoded once. An instance is reused for record after record.
/// </summary>
internal sealed class AuditRecord
{
    /// <summary>Length of a hash.</summary>
    public const int HashBytes = SHA256.HashSizeInBytes;

    private const byte FormVersion = 1;
    private const int MaxBytesPerChar = 3;

    private readonly int[] _textStarts = new int[AuditColumns.EntryTexts + AuditColumns.ExchangeTexts];
    private readonly int[] _textLengths = new int[AuditColumns.EntryTexts + AuditColumns.ExchangeTexts];
    private readonly long[] _numbers = new long[AuditColumns.ExchangeNumbers];
    private readonly byte[] _hash = new byte[HashBytes];
    private byte[] _buffer = new byte[4096];
    private int _length;
    private int _texts;

    /// <summary>Gapless number from 1.</summary>
    public long Sequence { get; private set; }

    /// <summary>Microseconds since 1970.</summary>
    public long Time { get; private set; }

    /// <summary>Whether the record is of an exchange.</summary>
    public bool IsExchange { get; private set; }

    /// <summary>Whether the exchange's cost is known.</summary>
    public bool HasCost { get; private set; }

    /// <summary>The record's hash; overwritten by the next record.</summary>
    public ReadOnlyMemory<byte> Hash => _hash;

    /// <summary>The numbers of an exchange, in column order.</summary>
    public ReadOnlySpan<long> Numbers => _numbers;

    /// <summary>Takes an entry as record <paramref name="sequence"/> behind the record with <paramref name="previousHash"/>.</summary>
    public void Fill(AuditEntry entry, long sequence, ReadOnlySpan<byte> previousHash)
    {
        (Sequence, Time, IsExchange) = (sequence, StoredTime.ToMicroseconds(entry.Time), entry.Exchange is not null);
        (_length, _texts) = (0, 0);
        previousHash.CopyTo(Reserve(HashBytes));
        Reserve(1)[0] = FormVersion;
        AddNumber(Sequence);
        AddNumber(Time);
        AddEntryTexts(entry);
        Reserve(1)[0] = IsExchange ? (byte)1 : (byte)0;
        if (entry.Exchange is { } exchange)
        {
            AddExchange(exchange);
        }

        SHA256.HashData(_buffer.AsSpan(0, _length), _hash);
    }

    /// <summary>Whether a text column is null.</summary>
    public bool IsNull(int text) => _textLengths[text] < 0;

    /// <summary>A text column's UTF-8 bytes; valid until the next record.</summary>
    public ReadOnlyMemory<byte> Text(int text) => _buffer.AsMemory(_textStarts[text], _textLengths[text]);

    /// <summary>Whether another record has the same text in that column.</summary>
    public bool HasSameText(AuditRecord other, int text) =>
        _textLengths[text] == other._textLengths[text] && (IsNull(text) || Text(text).Span.SequenceEqual(other.Text(text).Span));

    private void AddEntryTexts(AuditEntry entry)
    {
        AddText(entry.EventType);
        AddText(entry.RequestId);
        AddText(entry.ActorType);
        AddText(entry.ActorId);
        AddText(entry.ActorName);
        AddOptionalText(entry.TeamId);
        AddText(entry.ResourceType);
        AddText(entry.ResourceId);
        AddText(entry.ResourceName);
        AddText(entry.Result);
        AddText(entry.SourceIp);
        AddText(entry.Details);
    }

    private void AddExchange(ExchangeFigures exchange)
    {
        AddText(exchange.Kind);
        AddText(exchange.Operation);
        AddText(exchange.Subject);
        AddText(exchange.Method);
        AddText(exchange.Path);
        AddOptionalText(exchange.DenialCode);
        AddOptionalText(exchange.TopCategory);
        HasCost = exchange.CostUsd is not null;
        _numbers[0] = exchange.Status;
        _numbers[1] = exchange.DurationMicroseconds;
        _numbers[2] = exchange.UpstreamMicroseconds;
        _numbers[3] = exchange.InputTokens;
        _numbers[4] = exchange.OutputTokens;
        _numbers[AuditColumns.CostNumber] = StoredMoney.ToPico(exchange.CostUsd ?? 0);
        _numbers[6] = exchange.FindingCount;
        _numbers[7] = exchange.MaskedCount;
        _numbers[8] = exchange.IsStreaming ? 1 : 0;
        Reserve(1)[0] = HasCost ? (byte)1 : (byte)0;
        foreach (var number in _numbers)
        {
            AddNumber(number);
        }
    }

    private void AddNumber(long number) => BinaryPrimitives.WriteInt64BigEndian(Reserve(sizeof(long)), number);

    private void AddOptionalText(string? text)
    {
        if (text is not null)
        {
            AddText(text);
            return;
        }

        BinaryPrimitives.WriteInt32BigEndian(Reserve(sizeof(int)), -1);
        _textLengths[_texts++] = -1;
    }

    private void AddText(string? text)
    {
        // A null that slipped past the compiler is stored as empty: a record the database refuses would hold up all others.
        text ??= "";
        var prefixStart = _length;
        Reserve(sizeof(int));
        var room = Reserve(text.Length * MaxBytesPerChar);
        var written = Encoding.UTF8.GetBytes(text, room);

        // NUL ends texts in SQLite and is refused by PostgreSQL; one such character must neither cut a record nor stop the log.
        room[..written].Replace((byte)0, (byte)'?');
        _textStarts[_texts] = prefixStart + sizeof(int);
        _textLengths[_texts++] = written;
        _length = prefixStart + sizeof(int) + written;
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(prefixStart), written);
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        }

        var room = _buffer.AsSpan(_length, count);
        _length += count;
        return room;
    }
}
