using Sallyport.Identity.ApiKeys;

namespace Sallyport.Storage.ApiKeys;

/// <summary>A day's sums of <c>usage_minute</c>.</summary>
internal sealed class KeyUsageDayRow
{
    public required long Day { get; init; }

    public required long Requests { get; init; }

    public required long Refused { get; init; }

    public required long InputTokens { get; init; }

    public required long OutputTokens { get; init; }

    /// <summary>As used.</summary>
    public KeyUsageDay ToDay(long dayMicroseconds) =>
        new(StoredTime.FromMicroseconds(Day * dayMicroseconds), Requests, Refused, InputTokens, OutputTokens);
}
