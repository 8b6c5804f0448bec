using Sallyport.Identity.Sessions;
using Sallyport.Identity.Users;
using Xunit;

namespace Sallyport.Tests.Identity.Sessions;

public sealed class SessionRefreshTests : IDisposable
{
    private readonly IdentityFixture _identity = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _identity.Dispose();

    [Fact]
    public async Task A_refresh_gives_two_new_tokens_and_ends_the_old_access_token_at_once()
    {
        var first = await BeginAsync();
        Assert.NotNull(await FindAsync(first.Token));
        var second = await SwapAsync(first.RefreshToken);
        Assert.NotNull(second);
        Assert.NotEqual((first.Token, first.RefreshToken), (second.Token, second.RefreshToken));
        Assert.Null(await FindAsync(first.Token));
        Assert.Equal(first.Session.Id, (await FindAsync(second.Token))?.Session.Id);
    }

    [Fact]
    public async Task An_access_token_that_has_ended_does_not_keep_its_session_from_being_refreshed()
    {
        var first = await BeginAsync();
        _identity.Clock.Advance(TimeSpan.FromMinutes(29));
        var second = await SwapAsync(first.RefreshToken);
        Assert.NotNull(second);
        Assert.NotNull(await FindAsync(second.Token));
    }

    [Fact]
    public async Task A_spent_refresh_token_ends_the_whole_session_and_the_trail_says_so()
    {
        var first = await BeginAsync();
        var second = await SwapAsync(first.RefreshToken);
        Assert.NotNull(second);
        _identity.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Null(await SwapAsync(first.RefreshToken));
        Assert.Null(await FindAsync(second.Token));
        Assert.Null(await SwapAsync(second.RefreshToken));
        Assert.Empty(_identity.SessionStore.Sessions);
        Assert.Contains("auth.session.reused", _identity.Audit.EventTypes);
    }

    [Fact]
    public async Task A_token_older_than_the_last_one_is_reuse_however_soon_it_comes()
    {
        var first = await BeginAsync();
        var second = await SwapAsync(first.RefreshToken);
        Assert.NotNull(second);
        Assert.NotNull(await SwapAsync(second.RefreshToken));
        Assert.Null(await SwapAsync(first.RefreshToken));
        Assert.Empty(_identity.SessionStore.Sessions);
    }

    [Fact]
    public async Task Two_tabs_that_refresh_within_moments_stay_signed_in()
    {
        var first = await BeginAsync();
        Assert.NotNull(await SwapAsync(first.RefreshToken));
        _identity.Clock.Advance(TimeSpan.FromSeconds(9));
        var other = await SwapAsync(first.RefreshToken);
        Assert.NotNull(other);
        Assert.NotNull(await FindAsync(other.Token));
    }

    [Fact]
    public async Task Of_many_who_show_the_same_token_at_once_nobody_is_taken_for_a_thief()
    {
        var first = await BeginAsync();
        var swapped = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => SwapAsync(first.RefreshToken)));
        Assert.All(swapped, issued => Assert.NotNull(issued));
        Assert.Single(_identity.SessionStore.Sessions);
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_even_when_refreshed()
    {
        IssuedSession? issued = await BeginAsync();
        for (var i = 0; i < 36; i++)
        {
            Assert.NotNull(issued);
            issued = await SwapAsync(issued.RefreshToken);
            _identity.Clock.Advance(TimeSpan.FromMinutes(20));
        }

        Assert.NotNull(issued);
        Assert.Null(await FindAsync(issued.Token));
        Assert.Null(await SwapAsync(issued.RefreshToken));
    }

    [Fact]
    public async Task A_session_ends_after_thirty_idle_minutes_and_lives_while_refreshed()
    {
        IssuedSession? issued = await BeginAsync();
        for (var i = 0; i < 4; i++)
        {
            _identity.Clock.Advance(TimeSpan.FromMinutes(29));
            issued = await SwapAsync(issued.RefreshToken);
            Assert.NotNull(issued);
        }

        _identity.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Null(await SwapAsync(issued.RefreshToken));
    }

    [Fact]
    public async Task A_stolen_access_token_that_was_swapped_is_found_out_by_its_owner_s_next_refresh()
    {
        var owner = await BeginAsync();
        var stolen = await FindAsync(owner.Token);
        Assert.NotNull(stolen);
        var thief = await _identity.Refresh.RefreshAsync(stolen, _identity.Actor, Cancellation);
        Assert.NotNull(thief);
        Assert.NotNull(await SwapAsync(thief.RefreshToken));
        _identity.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Null(await SwapAsync(owner.RefreshToken));
        Assert.Empty(_identity.SessionStore.Sessions);
    }

    [Fact]
    public async Task A_deactivated_user_is_not_refreshed()
    {
        var issued = await BeginAsync();
        await _identity.SaveUserAsync(issued.User with { IsActive = false }, Cancellation);
        Assert.Null(await SwapAsync(issued.RefreshToken));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("0123456789 12345678901234567890123456789012345678901234567890123")]
    [InlineData("\u00e9123456789012345678901234567890123456789012345678901234567890123")]
    public async Task Other_texts_refresh_and_end_nothing(string token)
    {
        await BeginAsync();
        Assert.Null(await SwapAsync(token));
        Assert.Single(_identity.SessionStore.Sessions);
    }

    private async Task<IssuedSession> BeginAsync() =>
        await _identity.BeginAsync(await _identity.AddUserAsync("ann", UserRole.Viewer, Cancellation), Cancellation);

    private Task<IssuedSession?> SwapAsync(string refreshToken) => _identity.Refresh.RefreshAsync(refreshToken, _identity.Actor, Cancellation);

    private Task<ActiveSession?> FindAsync(string token) => _identity.Sessions.FindAsync(token, Cancellation);
}
