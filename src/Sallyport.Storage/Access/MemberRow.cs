namespace Sallyport.Storage.Access;

/// <summary>A row of <c>team_member</c> with its user's name.</summary>
internal sealed class MemberRow
{
    public required string TeamId { get; init; }

    public required string UserId { get; init; }

    public required string UserName { get; init; }

    public required string Role { get; init; }

    public required long AddedAt { get; init; }
}
