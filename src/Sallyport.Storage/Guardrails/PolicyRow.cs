namespace Sallyport.Storage.Guardrails;

/// <summary>A row of <c>policy</c>.</summary>
internal sealed class PolicyRow
{
    public required string Name { get; init; }

    public required string Json { get; init; }

    public required long UpdatedAt { get; init; }
}
