namespace Sallyport.Storage.Usage;

/// <summary>A caller's sums of <c>usage_minute</c>.</summary>
internal sealed class CallerSumRow
{
    public required string CallerId { get; init; }

    public required long Requests { get; init; }

    public required long ModelTokens { get; init; }
}
