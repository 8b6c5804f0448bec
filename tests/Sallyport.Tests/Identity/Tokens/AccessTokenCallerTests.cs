using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Sallyport.Core.Access;
using Sallyport.Core.Auditing;
using Sallyport.Core.Exchanges;
using Sallyport.Identity.ApiKeys;
using Sallyport.Identity.Authentication;
using Sallyport.Identity.Roles;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Tokens;
using Sallyport.Identity.Users;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Identity.Tokens;

/// <summary>Callers who show an access token in place of a key.</summary>
public sealed class AccessTokenCallerTests : IDisposable
{
    private readonly IdentityFixture _identity = new();
    private readonly AuthenticateStage _stage;

    public AccessTokenCallerTests() =>
        _stage = new AuthenticateStage(_identity.Keys, _identity.Tokens, _identity.Users, _identity.Teams, _identity.Clock, _identity.Options);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _identity.Dispose();

    [Fact]
    public async Task A_token_stands_for_its_user_and_ends_by_time_before_its_scope_is_asked()
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Admin, Cancellation);
        var text = await WriteAsync(user, new KeyScope { Networks = ["198.51.100.1"] });
        var refused = Exchange(text);
        Assert.Equal((DenialCode.AccessDenied, 403), Codes(await _stage.ApplyAsync(refused, Cancellation)));
        Assert.Equal((CallerKind.AccessToken, user.Id), (refused.Caller.Kind, refused.Caller.UserId));

        _identity.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal((DenialCode.CredentialExpired, 401), Codes(await _stage.ApplyAsync(Exchange(text), Cancellation)));
    }

    [Theory]
    [InlineData("token")]
    [InlineData("text")]
    [InlineData("subject")]
    [InlineData("family")]
    [InlineData("user")]
    [InlineData("logout")]
    [InlineData("session")]
    [InlineData("others")]
    [InlineData("gone")]
    public async Task Whatever_ends_it_a_token_is_refused_at_once_and_what_runs_under_it_is_told(string by)
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Admin, Cancellation);
        var session = await _identity.BeginAsync(user, Cancellation);
        var text = await WriteAsync(user, null, session.Session.Id);
        var running = Exchange(text);
        Assert.Null(await _stage.ApplyAsync(running, Cancellation));
        Assert.False(running.CallerEnded.IsCancellationRequested);

        await EndAsync(by, user, session.Session.Id, text);

        Assert.True(running.CallerEnded.IsCancellationRequested);
        Assert.Equal((DenialCode.CredentialInvalid, 401), Codes(await _stage.ApplyAsync(Exchange(text), Cancellation)));
    }

    [Fact]
    public async Task Ending_all_that_a_user_has_ends_sessions_and_personal_keys_but_not_what_is_made_later()
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Admin, Cancellation);
        var session = await _identity.BeginAsync(user, Cancellation);
        var (_, key) = await _identity.KeyAdmin.CreateAsync(user, new NewApiKey("k", null, null), _identity.Actor, Cancellation);

        var view = await _identity.Revoking.EndSubjectAsync(user, "ann", "left", _identity.Actor, Cancellation);

        Assert.Equal(1, view?.ApiKeys);
        Assert.Null(await _identity.Sessions.FindAsync(session.Token, Cancellation));
        Assert.Equal((DenialCode.CredentialInvalid, 401), Codes(await _stage.ApplyAsync(Exchange(key), Cancellation)));
        _identity.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await _stage.ApplyAsync(Exchange(await WriteAsync(user, null)), Cancellation));
        Assert.NotNull(await _identity.Sessions.FindAsync((await _identity.BeginAsync(user, Cancellation)).Token, Cancellation));
    }

    [Fact]
    public async Task Nobody_ends_what_is_anothers()
    {
        var ann = await _identity.AddUserAsync("ann", UserRole.Operator, Cancellation);
        var bob = await _identity.AddUserAsync("bob", UserRole.Viewer, Cancellation);
        var session = await _identity.BeginAsync(ann, Cancellation);
        var text = await WriteAsync(ann, null);
        var (key, keyText) = await _identity.KeyAdmin.CreateAsync(ann, new NewApiKey("k", null, null), _identity.Actor, Cancellation);

        Assert.Null(await _identity.Revoking.EndSubjectAsync(bob, "ann", null, _identity.Actor, Cancellation));
        Assert.Null(await _identity.Revoking.EndTextAsync(bob, text, null, _identity.Actor, Cancellation));
        Assert.Null(await _identity.Revoking.EndTextAsync(bob, keyText, null, _identity.Actor, Cancellation));
        Assert.Null(await _identity.Revoking.EndIdAsync(bob, key.Id, null, _identity.Actor, Cancellation));
        Assert.Null(await _identity.Revoking.EndFamilyAsync(bob, session.Session.Id, null, _identity.Actor, Cancellation));
        Assert.Null(await _stage.ApplyAsync(Exchange(text), Cancellation));
    }

    [Fact]
    public async Task A_token_is_ended_by_its_id_by_whoever_covers_its_user_or_where_that_is_unknown_everybody()
    {
        var ann = await _identity.AddUserAsync("ann", UserRole.Admin, Cancellation);
        var cleo = await KeeperAsync();
        Assert.Null(await _stage.ApplyAsync(Exchange(await WriteAsync(ann, null)), Cancellation));

        // One shown here, whose user is known, and one that never was.
        Assert.Null(await _identity.Revoking.EndIdAsync(cleo, "token-0001", null, _identity.Actor, Cancellation));
        Assert.Null(await _identity.Revoking.EndIdAsync(cleo, "token-9999", null, _identity.Actor, Cancellation));
        Assert.NotNull(await _identity.Revoking.EndIdAsync(ann, "token-9999", null, _identity.Actor, Cancellation));

        await _identity.SaveUserAsync(ann with { IsActive = false }, Cancellation);
        Assert.NotNull(await _identity.Revoking.EndIdAsync(cleo, "token-8888", null, _identity.Actor, Cancellation));
    }

    [Fact]
    public async Task A_subject_is_found_by_name_however_it_is_written()
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Admin, Cancellation);

        Assert.Equal(user.Id, (await _identity.Revoking.EndSubjectAsync(user, " Ann ", null, _identity.Actor, Cancellation))?.Id);
    }

    /// <summary>Somebody who may end keys and tokens, and hardly anything else.</summary>
    private async Task<User> KeeperAsync()
    {
        var role = new Role { Name = "keeper", Rights = Rights.Of([Permissions.KeysOwn, Permissions.KeysWrite]) };
        await _identity.RoleStore.InsertAsync(role, _identity.Actor.Entry(_identity.Clock.GetUtcNow(), "role.created", "role", role.Name, role.Name), Cancellation);
        await _identity.Roles.ReloadAsync(Cancellation);
        return await _identity.AddUserAsync("cleo", "keeper", Cancellation);
    }

    [Fact]
    public async Task A_token_never_holds_more_than_its_user_does_now()
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Admin, Cancellation);
        var text = await WriteAsync(user, new KeyScope { Models = ["m"] });
        var before = Exchange(text);
        Assert.Null(await _stage.ApplyAsync(before, Cancellation));
        Assert.Equal((true, false), (before.Caller.MayUseEveryProxy, before.Caller.Scope?.AllowsModel("other")));

        await _identity.SaveUserAsync(user with { Role = UserRole.Viewer }, Cancellation);

        var after = Exchange(text);
        Assert.Null(await _stage.ApplyAsync(after, Cancellation));
        Assert.False(after.Caller.MayUseEveryProxy);
    }

    [Fact]
    public async Task A_revoked_key_tells_what_runs_under_it()
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Admin, Cancellation);
        var (key, text) = await _identity.KeyAdmin.CreateAsync(user, new NewApiKey("k", null, null), _identity.Actor, Cancellation);
        var running = Exchange(text);
        Assert.Null(await _stage.ApplyAsync(running, Cancellation));
        await _identity.Keys.ReloadAsync(Cancellation);
        Assert.False(running.CallerEnded.IsCancellationRequested);

        await _identity.KeyAdmin.RevokeAsync(key, null, _identity.Actor, Cancellation);

        Assert.True(running.CallerEnded.IsCancellationRequested);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(60, false)]
    public async Task A_rotation_without_overlap_ends_what_runs_under_the_old_text(int overlap, bool isEnded)
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Admin, Cancellation);
        var (key, text) = await _identity.KeyAdmin.CreateAsync(user, new NewApiKey("k", null, null), _identity.Actor, Cancellation);
        var running = Exchange(text);
        Assert.Null(await _stage.ApplyAsync(running, Cancellation));

        var rotated = await _identity.KeyAdmin.RotateAsync(key, TimeSpan.FromSeconds(overlap), _identity.Actor, Cancellation);

        Assert.Equal(isEnded, running.CallerEnded.IsCancellationRequested);
        var anew = Exchange(rotated?.Text ?? "");
        Assert.Null(await _stage.ApplyAsync(anew, Cancellation));
        await _identity.Keys.ReloadAsync(Cancellation);
        Assert.False(anew.CallerEnded.IsCancellationRequested);
    }

    [Fact]
    public async Task A_stream_under_a_token_that_was_not_remembered_is_ended_all_the_same()
    {
        _identity.TokenOptions.Value.MaxRemembered = 0;
        var user = await _identity.AddUserAsync("ann", UserRole.Admin, Cancellation);
        var text = await WriteAsync(user, null);
        var (running, over) = (Exchange(text), Exchange(text));
        var ends = new EndOfAnswer();
        over.Http.Features.Set<IHttpResponseFeature>(ends);
        Assert.Null(await _stage.ApplyAsync(running, Cancellation));
        Assert.Null(await _stage.ApplyAsync(over, Cancellation));
        Assert.Equal(2, _identity.Tokens.RunningCount);
        await ends.CompleteAsync();
        Assert.Equal(1, _identity.Tokens.RunningCount);

        Assert.NotNull(await _identity.Revoking.EndIdAsync(user, "token-0001", "lost", _identity.Actor, Cancellation));

        Assert.True(running.CallerEnded.IsCancellationRequested);
        Assert.Equal(0, _identity.Tokens.RunningCount);
    }

    [Fact]
    public async Task From_an_address_that_failed_too_often_unknown_tokens_are_not_verified_and_known_ones_work()
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Admin, Cancellation);
        var known = await WriteAsync(user, null);
        Assert.Null(await _stage.ApplyAsync(Exchange(known), Cancellation));
        var other = await WriteAsync(user, new KeyScope { Models = ["m"] });
        for (var i = 0; i < _identity.Options.Value.ApiKeyFailuresPerAddress; i++)
        {
            await _stage.ApplyAsync(Exchange("eyJ-no-token-of-this-gateway"), Cancellation);
        }

        Assert.Equal((DenialCode.TooManyFailures, 429), Codes(await _stage.ApplyAsync(Exchange(other), Cancellation)));
        Assert.Null(await _stage.ApplyAsync(Exchange(known), Cancellation));
        _identity.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await _stage.ApplyAsync(Exchange(other), Cancellation));
    }

    private async Task EndAsync(string by, User user, string sessionId, string text)
    {
        switch (by)
        {
            case "token":
                Assert.NotNull(await _identity.Revoking.EndIdAsync(user, "token-0001", "lost", _identity.Actor, Cancellation));
                break;
            case "text":
                Assert.NotNull(await _identity.Revoking.EndTextAsync(user, text, "lost", _identity.Actor, Cancellation));
                break;
            case "subject":
                Assert.NotNull(await _identity.Revoking.EndSubjectAsync(user, user.Id, "lost", _identity.Actor, Cancellation));
                break;
            case "family":
                Assert.NotNull(await _identity.Revoking.EndFamilyAsync(user, sessionId, "lost", _identity.Actor, Cancellation));
                break;
            case "logout":
                var active = new ActiveSession(Assert.Single(_identity.SessionStore.Sessions), user);
                await _identity.Sessions.EndAsync(active, _identity.Actor, Cancellation);
                break;
            case "session":
                Assert.True(await _identity.Sessions.EndOneAsync(user, sessionId, _identity.Actor, Cancellation));
                break;
            case "others":
                await _identity.Sessions.EndOthersAsync(user, null, _identity.Actor, Cancellation);
                break;
            case "gone":
                _identity.SessionStore.Forget(sessionId);
                Assert.NotNull(await _identity.Revoking.EndFamilyAsync(user, sessionId, "lost", _identity.Actor, Cancellation));
                break;
            default:
                await _identity.SaveUserAsync(user with { IsActive = false }, Cancellation);
                await _identity.Tokens.ReloadAsync(Cancellation);
                break;
        }
    }

    private Task<string> WriteAsync(User user, KeyScope? scope, string? sessionId = null)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(_identity.Clock.GetUtcNow().ToUnixTimeSeconds());
        var token = new AccessToken
        {
            Id = "token-0001", Name = "n", UserId = user.Id, SessionId = sessionId, IssuedAt = now, ExpiresAt = now.AddMinutes(15), Scope = scope,
        };
        return _identity.TokenWriter.WriteAsync(token, Cancellation);
    }

    private Exchange Exchange(string text)
    {
        var exchange = TestProxies.ExchangeFor(TestProxies.Named("p"), _identity.Clock);
        exchange.Http.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.7");
        exchange.Http.Request.Headers.Authorization = $"Bearer {text}";
        return exchange;
    }

    private static (DenialCode? Code, int? Status) Codes(Denial? denial) => (denial?.Code, denial?.Status);
}
