using Sallyport.Core.Access;

namespace Sallyport.Tests.Fakes;

public sealed class FixedTeamDirectory : ITeamDirectory
{
    public Dictionary<string, string> Names { get; } = [];

    public string? FindName(string teamId) => Names.GetValueOrDefault(teamId);
}
