using System.Net;
using Sallyport.Core.Exchanges;
using Sallyport.Identity;
using Sallyport.Identity.ApiKeys;
using Sallyport.Identity.Authentication;
using Sallyport.Identity.Users;
using Sallyport.Tests.Fakes;
using Xunit;

namespace Sallyport.Tests.Identity.Authentication;

public sealed class AuthenticateStageTests : IDisposable
{
    private readonly IdentityFixture _identity = new(new IdentityOptions { ApiKeyFailuresPerAddress = 10 });
    private readonly AuthenticateStage _stage;

    public AuthenticateStageTests() =>
        _stage = new AuthenticateStage(_identity.Keys, _identity.Tokens, _identity.Users, _identity.Teams, _identity.Clock, _identity.Options);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _identity.Dispose();

    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", "bearer ")]
    [InlineData("X-API-Key", "")]
    [InlineData("x-api-key", "")]
    [InlineData("api-key", "")]
    [InlineData("x-goog-api-key", "")]
    public async Task Each_client_s_header_identifies_the_caller(string header, string prefix)
    {
        var (key, text) = await MakeKeyAsync();
        var exchange = Exchange((header, prefix + text));
        Assert.Null(await _stage.ApplyAsync(exchange, Cancellation));
        Assert.Equal((CallerKind.ApiKey, key.Id, "k", "user-ann"), (exchange.Caller.Kind, exchange.Caller.Id, exchange.Caller.Name, exchange.Caller.UserId));
    }

    [Fact]
    public async Task Nothing_shown_is_401_and_says_what_to_send()
    {
        var denial = await _stage.ApplyAsync(Exchange(), Cancellation);
        Assert.Equal((DenialCode.CredentialMissing, 401), (denial?.Code, denial?.Status));
    }

    [Fact]
    public async Task Two_different_keys_are_refused_and_the_same_key_twice_is_not()
    {
        var (_, first) = await MakeKeyAsync();
        var (_, second) = await MakeKeyAsync();
        var denial = await _stage.ApplyAsync(Exchange(("Authorization", $"Bearer {first}"), ("x-api-key", second)), Cancellation);
        Assert.Equal(DenialCode.CredentialInvalid, denial?.Code);
        Assert.Null(await _stage.ApplyAsync(Exchange(("Authorization", $"Bearer {first}"), ("x-api-key", first)), Cancellation));
    }

    [Fact]
    public async Task An_unknown_key_a_foreign_key_and_a_session_token_are_401()
    {
        var user = await _identity.AddUserAsync("ann", UserRole.Admin, Cancellation);
        var session = await _identity.BeginAsync(user, Cancellation);
        foreach (var shown in new[] { ApiKeyFormat.Create(), "sk-foreign", session.Token, new string('x', 4096) })
        {
            var denial = await _stage.ApplyAsync(Exchange(("Authorization", $"Bearer {shown}")), Cancellation);
            Assert.Equal((DenialCode.CredentialInvalid, 401), (denial?.Code, denial?.Status));
        }
    }

    [Fact]
    public async Task A_revoked_key_is_refused_at_once()
    {
        var (key, text) = await MakeKeyAsync();
        Assert.True(await _identity.KeyAdmin.RevokeAsync(key, "lost", _identity.Actor, Cancellation));
        Assert.Equal(DenialCode.CredentialInvalid, (await _stage.ApplyAsync(Exchange(("api-key", text)), Cancellation))?.Code);
    }

    [Fact]
    public async Task An_expired_key_is_told_apart()
    {
        var (_, text) = await MakeKeyAsync(expires: _identity.Clock.GetUtcNow().AddDays(1));
        Assert.Null(await _stage.ApplyAsync(Exchange(("api-key", text)), Cancellation));
        _identity.Clock.Advance(TimeSpan.FromDays(1));
        var denial = await _stage.ApplyAsync(Exchange(("api-key", text)), Cancellation);
        Assert.Equal((DenialCode.CredentialExpired, 401), (denial?.Code, denial?.Status));
    }

    [Fact]
    public async Task A_key_of_a_deactivated_owner_is_refused()
    {
        var (_, text) = await MakeKeyAsync();
        var owner = Assert.Single(await _identity.UserStore.ListAsync(Cancellation));
        await _identity.SaveUserAsync(owner with { IsActive = false }, Cancellation);
        Assert.Equal(DenialCode.CredentialInvalid, (await _stage.ApplyAsync(Exchange(("api-key", text)), Cancellation))?.Code);
    }

    [Fact]
    public async Task Only_personal_keys_of_administrators_may_use_every_proxy_and_a_changed_role_counts_at_once()
    {
        _identity.Teams.Names["t1"] = "Research";
        var (_, personal) = await MakeKeyAsync();
        var (_, teamKey) = await MakeKeyAsync("t1");
        Assert.True((await CallerOfAsync(personal)).MayUseEveryProxy);
        var teamCaller = await CallerOfAsync(teamKey);
        Assert.Equal((false, "Research"), (teamCaller.MayUseEveryProxy, teamCaller.TeamName));

        var owner = Assert.Single(await _identity.UserStore.ListAsync(Cancellation));
        await _identity.SaveUserAsync(owner with { Role = UserRole.Operator }, Cancellation);
        Assert.False((await CallerOfAsync(personal)).MayUseEveryProxy);
    }

    [Fact]
    public async Task Many_invalid_keys_from_one_address_are_429_but_valid_keys_still_pass()
    {
        var (_, text) = await MakeKeyAsync();
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(401, (await _stage.ApplyAsync(Exchange(("api-key", "wrong")), Cancellation))?.Status);
        }

        var denial = await _stage.ApplyAsync(Exchange(("api-key", "wrong")), Cancellation);
        Assert.Equal((DenialCode.TooManyFailures, 429), (denial?.Code, denial?.Status));
        Assert.NotNull(denial?.RetryAfter);
        Assert.Null(await _stage.ApplyAsync(Exchange(("api-key", text)), Cancellation));
        _identity.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(401, (await _stage.ApplyAsync(Exchange(("api-key", "wrong")), Cancellation))?.Status);
    }

    [Theory]
    [InlineData("192.0.2.0/24", true)]
    [InlineData("192.0.2.7", true)]
    [InlineData("::ffff:192.0.2.0/120", true)]
    [InlineData("198.51.100.0/24", false)]
    public async Task A_key_works_from_its_networks_only(string network, bool works)
    {
        var (key, text) = await MakeKeyAsync(scope: new KeyScope { Networks = [network] });
        var exchange = Exchange(("api-key", text));
        var denial = await _stage.ApplyAsync(exchange, Cancellation);
        Assert.Equal(works ? null : DenialCode.AccessDenied, denial?.Code);
        Assert.Equal(key.Id, exchange.Caller.Id);
    }

    [Fact]
    public async Task Outside_of_its_hours_a_key_is_403_and_once_expired_401_whatever_its_scope_says()
    {
        var now = _identity.Clock.GetUtcNow();
        var closed = new KeyScope { Hours = [new OpenHours { Days = [now.AddDays(3).DayOfWeek] }], Networks = ["198.51.100.7"] };
        var (_, text) = await MakeKeyAsync(expires: now.AddDays(1), scope: closed);
        Assert.Equal(403, (await _stage.ApplyAsync(Exchange(("api-key", text)), Cancellation))?.Status);
        _identity.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal((DenialCode.CredentialExpired, 401), ((await _stage.ApplyAsync(Exchange(("api-key", text)), Cancellation)) is { } denial ? (denial.Code, denial.Status) : default));
    }

    [Fact]
    public async Task A_rotated_key_works_beside_the_new_one_until_the_stated_time()
    {
        var (key, old) = await MakeKeyAsync();
        var rotated = await _identity.KeyAdmin.RotateAsync(key, TimeSpan.FromMinutes(10), _identity.Actor, Cancellation);
        Assert.Null(await _stage.ApplyAsync(Exchange(("api-key", old)), Cancellation));
        Assert.Null(await _stage.ApplyAsync(Exchange(("api-key", rotated?.Text ?? "")), Cancellation));

        _identity.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal(DenialCode.CredentialInvalid, (await _stage.ApplyAsync(Exchange(("api-key", old)), Cancellation))?.Code);
        Assert.Null(await _stage.ApplyAsync(Exchange(("api-key", rotated?.Text ?? "")), Cancellation));
    }

    [Fact]
    public async Task Without_an_overlap_the_old_key_ends_at_once_and_only_one_of_two_rotations_holds()
    {
        var (key, old) = await MakeKeyAsync();
        var first = await _identity.KeyAdmin.RotateAsync(key, TimeSpan.Zero, _identity.Actor, Cancellation);
        Assert.Equal(DenialCode.CredentialInvalid, (await _stage.ApplyAsync(Exchange(("api-key", old)), Cancellation))?.Code);
        Assert.Null(await _identity.KeyAdmin.RotateAsync(key, TimeSpan.Zero, _identity.Actor, Cancellation));
        Assert.Null(await _stage.ApplyAsync(Exchange(("api-key", first?.Text ?? "")), Cancellation));
    }

    [Fact]
    public async Task Whatever_its_scope_a_key_never_holds_more_than_its_owner()
    {
        // A linear congruential generator: the same cases at every run.
        var state = 20261121UL;
        for (var i = 0; i < 200; i++)
        {
            var scope = new KeyScope
            {
                Proxies = [.. Enumerable.Range(0, Next(3)).Select(n => $"p{Next(5)}")],
                Models = [.. Enumerable.Range(0, Next(3)).Select(n => $"m{Next(5)}*")],
                RequestsPerDay = Next(2) == 0 ? null : 1 + Next(9),
            };
            var isTeams = Next(2) == 0;
            _identity.Teams.Names["t1"] = "Research";
            var bare = await CallerOfAsync((await MakeKeyAsync(isTeams ? "t1" : null)).Text);
            var narrowed = await CallerOfAsync((await MakeKeyAsync(isTeams ? "t1" : null, scope: scope)).Text);

            Assert.Equal((bare.UserId, bare.TeamId, bare.MayUseEveryProxy), (narrowed.UserId, narrowed.TeamId, narrowed.MayUseEveryProxy));
            Assert.Null(bare.Scope);
            Assert.All(Enumerable.Range(0, 5), n => Assert.Equal(scope.Proxies.Count == 0 || scope.Proxies.Contains($"p{n}"), narrowed.Scope?.AllowsProxy($"p{n}")));
            Assert.All(Enumerable.Range(0, 5), n => Assert.Equal(scope.Models.Count == 0 || scope.Models.Contains($"m{n}*"), narrowed.Scope?.AllowsModel($"m{n}-x")));
        }

        int Next(int limit) => (int)(((state = (state * 6364136223846793005) + 1442695040888963407) >> 33) % (ulong)limit);
    }

    [Fact]
    public async Task A_right_key_at_the_wrong_place_or_time_is_refused_as_itself_however_often()
    {
        var elsewhere = (await MakeKeyAsync(scope: new KeyScope { Networks = ["198.51.100.1"] })).Text;
        var day = _identity.Clock.GetUtcNow().AddDays(3).DayOfWeek;
        var later = (await MakeKeyAsync(scope: new KeyScope { Hours = [new OpenHours { Days = [day] }] })).Text;
        for (var i = 0; i < 12; i++)
        {
            var exchange = Exchange(("api-key", i % 2 == 0 ? elsewhere : later));
            var denial = await _stage.ApplyAsync(exchange, Cancellation);
            Assert.Equal((DenialCode.AccessDenied, 403, CallerKind.ApiKey), (denial?.Code, denial?.Status, exchange.Caller.Kind));
        }

        // And whoever does guess from that address is told so, not held back for those.
        Assert.Equal(DenialCode.CredentialInvalid, (await _stage.ApplyAsync(Exchange(("api-key", ApiKeyFormat.Create())), Cancellation))?.Code);
    }

    [Fact]
    public async Task A_known_key_allocates_nothing()
    {
        var (_, text) = await MakeKeyAsync();
        var exchange = Exchange(("Authorization", $"Bearer {text}"));
        await _stage.ApplyAsync(exchange, Cancellation);
        var cancellation = Cancellation;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var denial = await _stage.ApplyAsync(exchange, cancellation);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Null(denial);
    }

    private async Task<Caller> CallerOfAsync(string text)
    {
        var exchange = Exchange(("api-key", text));
        Assert.Null(await _stage.ApplyAsync(exchange, Cancellation));
        return exchange.Caller;
    }

    private async Task<(ApiKey Key, string Text)> MakeKeyAsync(string? teamId = null, DateTimeOffset? expires = null, KeyScope? scope = null)
    {
        var owner = _identity.Users.Find("user-ann") ?? await _identity.AddUserAsync("ann", UserRole.Admin, Cancellation);
        return await _identity.KeyAdmin.CreateAsync(owner, new NewApiKey("k", teamId, expires) { Scope = scope }, _identity.Actor, Cancellation);
    }

    private Exchange Exchange(params (string Name, string Value)[] headers)
    {
        var exchange = TestProxies.ExchangeFor(TestProxies.Named("p"), _identity.Clock);
        exchange.Http.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.7");
        foreach (var (name, value) in headers)
        {
            exchange.Http.Request.Headers[name] = value;
        }

        return exchange;
    }
}
