namespace Sallyport.Storage.Access;

/// <summary>A row of <c>team</c>.</summary>
internal sealed class TeamRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required bool IsActive { get; init; }

    public required long CreatedAt { get; init; }
}
