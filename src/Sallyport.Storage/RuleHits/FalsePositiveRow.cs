using Sallyport.Controls.RuleHits;

namespace Sallyport.Storage.RuleHits;

/// <summary>A row of <c>false_positive</c>.</summary>
internal sealed class FalsePositiveRow
{
    public required string ExchangeId { get; init; }

    public required string RuleId { get; init; }

    public required long ExchangeAt { get; init; }

    public required long MarkedAt { get; init; }

    public required string MarkedBy { get; init; }

    public required string Note { get; init; }

    /// <summary>As stored.</summary>
    public static FalsePositiveRow From(FalsePositive mark) => new()
    {
        ExchangeId = StoredText.Clean(mark.ExchangeId),
        RuleId = StoredText.Clean(mark.Rule),
        ExchangeAt = StoredTime.ToMicroseconds(mark.ExchangeAt),
        MarkedAt = StoredTime.ToMicroseconds(mark.MarkedAt),
        MarkedBy = StoredText.Clean(mark.MarkedBy),
        Note = StoredText.Clean(mark.Note),
    };

    /// <summary>As used.</summary>
    public FalsePositive ToMark() => new(ExchangeId, RuleId, StoredTime.FromMicroseconds(ExchangeAt), StoredTime.FromMicroseconds(MarkedAt), MarkedBy, Note);
}
