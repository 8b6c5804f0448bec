using Sallyport.Controls.Access;
using Sallyport.Core.Access;
using Sallyport.Core.Auditing;

namespace Sallyport.Tests.Fakes;

public sealed class InMemoryTeamStore(RecordingAuditLog log, InMemoryApiKeyStore? keys = null) : ITeamStore
{
    private readonly Dictionary<string, Team> _teams = [];

    public Task<IReadOnlyList<Team>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Team>>([.. _teams.Values]);

    public Task<bool> InsertAsync(Team team, AuditEntry audit, CancellationToken cancellationToken) => SaveAsync(team, audit);

    public Task<bool> UpdateAsync(Team team, AuditEntry audit, CancellationToken cancellationToken) => SaveAsync(team, audit);

    public Task<bool> DeleteAsync(string id, AuditEntry audit, CancellationToken cancellationToken)
    {
        log.Add(audit);
        keys?.RevokeOfTeam(id, audit.Time);
        return Task.FromResult(_teams.Remove(id));
    }

    public Task<bool> SetMemberAsync(string teamId, string userId, TeamRole role, AuditEntry audit, CancellationToken cancellationToken)
    {
        log.Add(audit);
        var team = _teams[teamId];
        _teams[teamId] = team with { Members = [.. team.Members.Where(member => member.UserId != userId), new TeamMember(userId, userId, role, audit.Time)] };
        return Task.FromResult(true);
    }

    public Task<bool> RemoveMemberAsync(string teamId, string userId, AuditEntry audit, CancellationToken cancellationToken)
    {
        log.Add(audit);
        var team = _teams[teamId];
        _teams[teamId] = team with { Members = [.. team.Members.Where(member => member.UserId != userId)] };
        return Task.FromResult(team.Members.Any(member => member.UserId == userId));
    }

    private Task<bool> SaveAsync(Team team, AuditEntry audit)
    {
        if (_teams.Values.Any(known => known.Name == team.Name && known.Id != team.Id))
        {
            return Task.FromResult(false);
        }

        _teams[team.Id] = team;
        log.Add(audit);
        return Task.FromResult(true);
    }
}
