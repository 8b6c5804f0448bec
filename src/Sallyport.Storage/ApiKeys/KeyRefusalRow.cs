namespace Sallyport.Storage.ApiKeys;

/// <summary>A count over <c>audit</c>.</summary>
internal sealed class KeyRefusalRow
{
    public required string Code { get; init; }

    public required long Count { get; init; }
}
