using Sallyport.Core.Access;
using Microsoft.AspNetCore.Http;
using Sallyport.Identity.Authentication;
using Sallyport.Identity;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Users;
using Xunit;

namespace Sallyport.Tests.Identity.Sessions;

public sealed class UserSessionsTests : IDisposable
{
    private readonly IdentityFixture _identity = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _identity.Dispose();

    [Fact]
    public async Task A_token_finds_its_session_and_only_its_hash_is_stored()
    {
        var issued = await BeginAsync();
        Assert.Equal("ann", (await FindAsync(issued.Token))?.User.Name);
        var stored = Assert.Single(_identity.SessionStore.Sessions);
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(issued.Token)), stored.AccessHash);
        Assert.Contains("auth.login", _identity.Audit.EventTypes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789012345678901234567890123456789012")]
    [InlineData("012345678901234567890123456789012345678901\u00e9")]
    public async Task Other_texts_find_nothing(string token)
    {
        await BeginAsync();
        Assert.Null(await FindAsync(token));
    }

    [Fact]
    public async Task An_access_token_ends_after_fifteen_minutes_even_when_used()
    {
        var issued = await BeginAsync();
        _identity.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.NotNull(await FindAsync(issued.Token));
        _identity.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await FindAsync(issued.Token));
    }

    [Fact]
    public async Task A_list_holds_a_person_s_own_sessions_that_have_not_ended()
    {
        var first = await BeginAsync();
        _identity.Clock.Advance(TimeSpan.FromMinutes(20));
        var second = await BeginAsync();
        await _identity.BeginAsync(await _identity.AddUserAsync("bob", UserRole.Viewer, Cancellation), Cancellation);
        Assert.Equal([second.Session.Id, first.Session.Id], (await _identity.Sessions.ListAsync("user-ann", Cancellation)).Select(session => session.Id));
        _identity.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal([second.Session.Id], (await _identity.Sessions.ListAsync("user-ann", Cancellation)).Select(session => session.Id));
    }

    [Fact]
    public async Task A_session_is_ended_by_its_owner_only()
    {
        var issued = await BeginAsync();
        var bob = await _identity.AddUserAsync("bob", UserRole.Viewer, Cancellation);
        Assert.False(await _identity.Sessions.EndOneAsync(bob, issued.Session.Id, _identity.Actor, Cancellation));
        Assert.NotNull(await FindAsync(issued.Token));
        Assert.True(await _identity.Sessions.EndOneAsync(issued.User, issued.Session.Id, _identity.Actor, Cancellation));
        Assert.Null(await FindAsync(issued.Token));
        Assert.Contains("auth.session.revoked", _identity.Audit.EventTypes);
    }

    [Fact]
    public async Task Where_one_session_is_allowed_a_sign_in_ends_the_others()
    {
        using var single = new IdentityFixture(new IdentityOptions { SingleSession = true });
        var user = await single.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        var first = await single.BeginAsync(user, Cancellation);
        var second = await single.BeginAsync(user, Cancellation);
        Assert.Null(await single.Sessions.FindAsync(first.Token, Cancellation));
        Assert.NotNull(await single.Sessions.FindAsync(second.Token, Cancellation));
    }

    [Fact]
    public async Task Signing_out_holds_at_once_and_is_recorded()
    {
        var issued = await BeginAsync();
        var active = await FindAsync(issued.Token);
        Assert.NotNull(active);
        await _identity.Sessions.EndAsync(active, _identity.Actor, Cancellation);
        Assert.Null(await FindAsync(issued.Token));
        Assert.Contains("auth.logout", _identity.Audit.EventTypes);
    }

    [Fact]
    public async Task Many_calls_cost_one_read_and_an_ending_elsewhere_is_seen_within_five_seconds()
    {
        var issued = await BeginAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.NotNull(await FindAsync(issued.Token));
        }

        Assert.Equal(1, _identity.SessionStore.Reads);
        var entry = _identity.Actor.Entry(_identity.Clock.GetUtcNow(), "x", "session", "", "");
        await _identity.SessionStore.DeleteAsync(issued.Session.Id, entry, Cancellation);
        _identity.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Null(await FindAsync(issued.Token));
    }

    [Fact]
    public async Task A_deactivated_user_s_session_does_not_hold()
    {
        var issued = await BeginAsync();
        var user = _identity.Users.Find("user-ann");
        Assert.NotNull(user);
        await _identity.SaveUserAsync(user with { IsActive = false }, Cancellation);
        Assert.Null(await FindAsync(issued.Token));
    }

    [Fact]
    public async Task Ending_the_others_keeps_this_one()
    {
        var first = await BeginAsync();
        var user = _identity.Users.Find("user-ann");
        Assert.NotNull(user);
        var second = await _identity.BeginAsync(user, Cancellation);
        Assert.NotNull(await FindAsync(first.Token));
        await _identity.Sessions.EndOthersAsync(user, second.Session.Id, _identity.Actor, Cancellation);
        Assert.Null(await FindAsync(first.Token));
        Assert.NotNull(await FindAsync(second.Token));
    }

    [Fact]
    public async Task A_connection_stops_holding_when_its_session_has_ended()
    {
        var issued = await BeginAsync();
        var active = await FindAsync(issued.Token);
        Assert.NotNull(active);
        var http = new DefaultHttpContext();
        Assert.False(await _identity.Sessions.HoldsAsync(http, Permissions.EventsRead, Cancellation));
        http.Features.Set(new ManagementSession(active, IsForged: false));
        Assert.True(await _identity.Sessions.HoldsAsync(http, Permissions.EventsRead, Cancellation));
        await _identity.Refresh.RefreshAsync(issued.RefreshToken, _identity.Actor, Cancellation);
        Assert.True(await _identity.Sessions.HoldsAsync(http, Permissions.EventsRead, Cancellation));
        await _identity.Sessions.EndAsync(active, _identity.Actor, Cancellation);
        Assert.False(await _identity.Sessions.HoldsAsync(http, Permissions.EventsRead, Cancellation));
    }

    private async Task<IssuedSession> BeginAsync()
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation);
        return await _identity.BeginAsync(user, Cancellation);
    }

    private Task<ActiveSession?> FindAsync(string token) => _identity.Sessions.FindAsync(token, Cancellation);
}
