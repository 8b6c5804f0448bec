using Sallyport.Core.Access;

namespace Sallyport.Tests.Fakes;

public sealed class FixedTeamDirectory : ITeamDirectory
{
    public Dictionary<string, string> Names { get; } = [];

    public Dictionary<(string Team, string User), TeamRole> Roles { get; } = [];

    public string? FindName(string teamId) => Names.GetValueOrDefault(teamId);

    public TeamRole? FindRole(string teamId, string userId) => Roles.TryGetValue((teamId, userId), out var role) ? role : null;
}
