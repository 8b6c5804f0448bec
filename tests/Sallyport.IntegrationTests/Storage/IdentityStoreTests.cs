using Sallyport.Controls.RateLimits;
using Sallyport.Controls.Usage;
using Sallyport.Identity.ApiKeys;
using Sallyport.Identity.Revocation;
using Sallyport.Identity.Sessions;
using Sallyport.Identity.Users;
using Sallyport.Storage.Databases;
using Xunit;

namespace Sallyport.IntegrationTests.Storage;

public sealed class IdentityStoreTests(PostgreSqlCluster cluster)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task A_stored_user_is_found_by_name_and_by_id(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<IUserStore>();
        var user = Samples.User("u1", "ada");
        Assert.True(await store.InsertAsync(user, Samples.Change("user.created"), Token));

        Assert.Equal(user, await store.FindByNameAsync("ada", Token));
        Assert.Equal(user, await store.FindAsync("u1", Token));
        Assert.Null(await store.FindAsync("u2", Token));
        Assert.Equal([user], await store.ListAsync(Token));
    }

    [Theory]
    [EachDatabase]
    public async Task A_users_name_stays_unique(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<IUserStore>();
        var audit = Samples.Change("user.updated");
        await store.InsertAsync(Samples.User("u1", "ada"), audit, Token);
        await store.InsertAsync(Samples.User("u2", "bob"), audit, Token);

        Assert.False(await store.InsertAsync(Samples.User("u3", "ada"), audit, Token));
        Assert.False(await store.UpdateAsync(Samples.User("u2", "ada"), audit, Token));
        Assert.False(await store.UpdateAsync(Samples.User("u9", "zoe"), audit, Token));
        Assert.True(await store.UpdateAsync(Samples.User("u2", "bea") with { Role = UserRole.Admin, IsActive = false }, audit, Token));
        Assert.Equal(UserRole.Admin, (await store.FindByNameAsync("bea", Token))?.Role);
    }

    [Theory]
    [EachDatabase]
    public async Task The_last_active_administrator_is_neither_demoted_nor_disabled_nor_removed(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<IUserStore>();
        var audit = Samples.Change("user.updated");
        var (ada, bob) = (Samples.User("u1", "ada") with { Role = UserRole.Admin }, Samples.User("u2", "bob") with { Role = UserRole.Admin });
        await store.InsertAsync(ada, audit, Token);
        await store.InsertAsync(bob with { IsActive = false }, audit, Token);

        Assert.False(await store.UpdateAsync(ada with { Role = UserRole.Operator }, audit, Token));
        Assert.False(await store.UpdateAsync(ada with { IsActive = false }, audit, Token));
        Assert.False(await store.DeleteAsync("u1", Samples.Start, audit, Token));
        Assert.True(await store.UpdateAsync(ada with { Email = "ada@example.org" }, audit, Token));
        Assert.True(await store.UpdateAsync(bob, audit, Token));
        Assert.True(await store.DeleteAsync("u1", Samples.Start, audit, Token));
        Assert.False(await store.DeleteAsync("u2", Samples.Start, audit, Token));
    }

    [Theory]
    [EachDatabase]
    public async Task A_removed_user_takes_their_sessions_along_and_their_keys_are_revoked(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var (users, sessions, keys) = (storage.Get<IUserStore>(), storage.Get<ISessionStore>(), storage.Get<IApiKeyStore>());
        var audit = Samples.Change("user.deleted");
        await users.InsertAsync(Samples.User("u1", "ada") with { Role = UserRole.Viewer }, audit, Token);
        await sessions.InsertAsync(Session("s1", 1), 10, audit, Token);
        await keys.InsertAsync(Samples.Key("k1", "t1") with { OwnerUserId = "u1" }, audit, Token);
        await keys.InsertAsync(Samples.Key("k2", "t1") with { OwnerUserId = "u2", Hash = new byte[] { 2 } }, audit, Token);

        Assert.True(await users.DeleteAsync("u1", Samples.Start.AddDays(1), audit, Token));
        Assert.False(await users.DeleteAsync("u1", Samples.Start.AddDays(1), audit, Token));

        Assert.Null(await users.FindAsync("u1", Token));
        Assert.Null(await sessions.FindAsync(new byte[] { 1, 1, 1, 1 }, Token));
        var stored = (await keys.ListAsync(Token)).ToDictionary(key => key.Id);
        Assert.Equal(Samples.Start.AddDays(1), stored["k1"].RevokedAt);
        Assert.Null(stored["k2"].RevokedAt);
    }

    [Theory]
    [EachDatabase]
    public async Task A_session_is_found_by_its_hash_touched_and_ended(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var (users, store) = (storage.Get<IUserStore>(), storage.Get<ISessionStore>());
        var audit = Samples.Change("auth.login.succeeded");
        await users.InsertAsync(Samples.User("u1", "ada"), audit, Token);
        await store.InsertAsync(Session("s1", 1), 10, audit, Token);

        await store.TouchAsync("s1", Samples.Start.AddMinutes(5), Token);
        var found = await store.FindAsync(new byte[] { 1, 1, 1, 1 }, Token);
        Assert.Equal(Samples.Start.AddMinutes(5), found?.LastSeenAt);
        Assert.Equal("u1", found?.UserId);
        Assert.Null(await store.FindAsync(new byte[] { 2, 2, 2, 2 }, Token));
        Assert.True(await store.DeleteAsync("s1", audit, Token));
        Assert.False(await store.DeleteAsync("s1", audit, Token));
        Assert.Null(await store.FindAsync(new byte[] { 1, 1, 1, 1 }, Token));
    }

    [Theory]
    [EachDatabase]
    public async Task Ending_the_other_sessions_spares_the_named_one_and_other_users(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var (users, store) = (storage.Get<IUserStore>(), storage.Get<ISessionStore>());
        var audit = Samples.Change("auth.login.succeeded");
        await users.InsertAsync(Samples.User("u1", "ada"), audit, Token);
        await users.InsertAsync(Samples.User("u2", "bob"), audit, Token);
        await store.InsertAsync(Session("s1", 1), 10, audit, Token);
        await store.InsertAsync(Session("s2", 2), 10, audit, Token);
        await store.InsertAsync(Session("s3", 3) with { UserId = "u2" }, 10, audit, Token);

        await store.DeleteOthersAsync("u1", "s1", audit, Token);
        Assert.NotNull(await store.FindAsync(new byte[] { 1, 1, 1, 1 }, Token));
        Assert.Null(await store.FindAsync(new byte[] { 2, 2, 2, 2 }, Token));
        await store.DeleteOthersAsync("u1", null, audit, Token);
        Assert.Null(await store.FindAsync(new byte[] { 1, 1, 1, 1 }, Token));
        Assert.NotNull(await store.FindAsync(new byte[] { 3, 3, 3, 3 }, Token));
        Assert.True(await store.DeleteAsync("s3", audit, Token));
        var ended = await storage.Get<IRevocationStore>().ListAsync(audit.Time, Token);
        Assert.Equal(["s1", "s2", "s3"], ended.Where(entry => entry.Kind == RevocationKind.Family).Select(entry => entry.Value));
    }

    [Theory]
    [EachDatabase]
    public async Task A_key_keeps_what_it_is_narrowed_to_and_is_rotated_once_from_each_state(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<IApiKeyStore>();
        var audit = Samples.Change("apikey.updated");
        var key = Samples.Key("k1", "t1");
        await store.InsertAsync(key, audit, Token);
        var scope = new KeyScope { Proxies = ["p1"], Models = ["gpt-*"], Networks = ["10.0.0.0/8"], Hours = [new OpenHours { Days = [DayOfWeek.Monday] }], RequestsPerDay = 5 };
        var changed = key with { Name = "other", Description = "for bills", Tags = ["a", "b c"], Scope = scope };

        Assert.True(await store.UpdateAsync(changed, audit, Token));
        Assert.Equivalent(changed, Assert.Single(await store.ListAsync(Token)), strict: true);
        var rotated = changed with { Hash = [9, 9], Prefix = "spk_zz", PreviousHash = key.Hash, PreviousUntil = Samples.Start.AddHours(1) };
        Assert.True(await store.RotateAsync(rotated, key.Hash, audit, Token));
        Assert.False(await store.RotateAsync(rotated, key.Hash, audit, Token));
        Assert.Equivalent(rotated, Assert.Single(await store.ListAsync(Token)), strict: true);
        await store.RevokeAsync("k1", Samples.Start, audit, Token);
        Assert.False(await store.UpdateAsync(changed, audit, Token));
        Assert.False(await store.RotateAsync(rotated, rotated.Hash, audit, Token));
    }

    [Theory]
    [EachDatabase]
    public async Task The_use_of_a_key_is_summed_by_day_and_its_refusals_by_reason(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var (store, sums) = (storage.Get<IKeyUsageStore>(), storage.Get<ICallerSumStore>());
        var sample = new UsageSample { Minute = Samples.Start, ProxyId = "p", Model = "m", TeamId = "", CallerId = "k1", Requests = 3, Denied = 1, InputTokens = 10, OutputTokens = 5 };
        await storage.Get<IUsageStore>().AddAsync(
            [sample, sample with { Minute = Samples.Start.AddMinutes(5) }, sample with { Minute = Samples.Start.AddDays(1) }, sample with { CallerId = "k2" }], Token);

        var days = await store.ListDaysAsync("k1", Samples.Start.AddDays(-1), Token);
        Assert.Equal([new KeyUsageDay(Day(0), 6, 2, 20, 10), new KeyUsageDay(Day(1), 3, 1, 10, 5)], days);
        Assert.Empty(await store.CountRefusalsAsync("k1", Samples.Start, Token));
        string?[] codes = ["model_not_allowed", "rate_limited", "rate_limited", null];
        foreach (var code in codes)
        {
            await storage.Log.AppendAsync(Samples.Exchange(1) with { Exchange = Samples.Figures(1) with { DenialCode = code } });
        }

        await storage.Log.AppendAsync(Samples.Exchange(2) with { ActorId = "k2", Exchange = Samples.Figures(2) with { DenialCode = "rate_limited" } });
        await storage.Log.FlushAsync(Token);
        Assert.Equal([new KeyRefusals("rate_limited", 2), new KeyRefusals("model_not_allowed", 1)], await store.CountRefusalsAsync("k1", Samples.Start, Token));
        Assert.Empty(await store.CountRefusalsAsync("k1", Samples.Start.AddDays(1), Token));
        Assert.Equal(
            [new CallerSum("k1", 6, 45), new CallerSum("k2", 2, 15)],
            (await sums.SumAsync(Samples.Start, Token)).OrderBy(sum => sum.CallerId, StringComparer.Ordinal));

        static DateTimeOffset Day(int number) => new DateTimeOffset(Samples.Start.Date, TimeSpan.Zero).AddDays(number);
    }

    [Theory]
    [EachDatabase]
    public async Task An_api_key_is_stored_used_revoked_once_and_removed(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<IApiKeyStore>();
        var audit = Samples.Change("api_key.created");
        var key = Samples.Key("k1", "t1");
        await store.InsertAsync(key, audit, Token);
        Assert.Equivalent(key, Assert.Single(await store.ListAsync(Token)), strict: true);

        await store.TouchAsync(new Dictionary<string, LastUse> { ["k1"] = new(Samples.Start.AddHours(2), "192.0.2.2") }, Token);
        await store.TouchAsync(new Dictionary<string, LastUse> { ["k1"] = new(Samples.Start.AddHours(1), "192.0.2.1") }, Token);
        Assert.True(await store.RevokeAsync("k1", Samples.Start.AddDays(1), audit, Token));
        Assert.False(await store.RevokeAsync("k1", Samples.Start.AddDays(2), audit, Token));
        var stored = Assert.Single(await store.ListAsync(Token));
        Assert.Equal(Samples.Start.AddHours(2), stored.LastUsedAt);
        Assert.Equal("192.0.2.2", stored.LastUsedFrom);
        Assert.Equal(Samples.Start.AddDays(1), stored.RevokedAt);
        Assert.True(await store.DeleteAsync("k1", audit, Token));
        Assert.False(await store.DeleteAsync("k1", audit, Token));
    }

    [Theory]
    [EachDatabase]
    public async Task Of_two_who_swap_the_same_refresh_token_one_succeeds(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var (users, store) = (storage.Get<IUserStore>(), storage.Get<ISessionStore>());
        var audit = Samples.Change("auth.token.refresh");
        await users.InsertAsync(Samples.User("u1", "ada"), audit, Token);
        var session = Session("s1", 1) with { Method = SignInMethod.Totp, Origin = new SessionOrigin("192.0.2.1", "a browser") };
        await store.InsertAsync(session, 10, audit, Token);
        var next = session with { AccessHash = [9], RefreshHash = [8], PreviousRefreshHash = session.RefreshHash, RotatedAt = Samples.Start.AddMinutes(1) };

        var won = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => store.RotateAsync(next, audit, Token)));

        Assert.Single(won, true);
        Assert.Equivalent(next, await store.FindFamilyAsync(session.Family, Token), strict: true);
        Assert.Equivalent(next, await store.FindByIdAsync("s1", Token), strict: true);
        Assert.Null(await store.FindAsync(session.AccessHash, Token));
    }

    [Theory]
    [EachDatabase]
    public async Task Beyond_the_most_the_session_that_was_used_longest_ago_ends(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var (users, store) = (storage.Get<IUserStore>(), storage.Get<ISessionStore>());
        var audit = Samples.Change("auth.login");
        await users.InsertAsync(Samples.User("u1", "ada"), audit, Token);
        await users.InsertAsync(Samples.User("u2", "bob"), audit, Token);
        await store.InsertAsync(Session("s9", 9) with { UserId = "u2" }, 2, audit, Token);
        await store.InsertAsync(Session("s1", 1), 2, audit, Token);
        await store.InsertAsync(Session("s2", 2) with { LastSeenAt = Samples.Start.AddMinutes(1) }, 2, audit, Token);
        await store.InsertAsync(Session("s3", 3) with { LastSeenAt = Samples.Start.AddMinutes(2) }, 2, audit, Token);

        Assert.Equal(["s3", "s2"], (await store.ListOfAsync("u1", Token)).Select(session => session.Id));
        Assert.Single(await store.ListOfAsync("u2", Token));
    }

    [Theory]
    [EachDatabase]
    public async Task Earlier_passwords_are_kept_as_many_as_asked_for_and_go_with_the_user(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<IUserStore>();
        var audit = Samples.Change("auth.password.change");
        var user = Samples.User("u1", "ada") with { PasswordHash = "first", Role = UserRole.Viewer };
        await store.InsertAsync(user, audit, Token);
        for (var i = 1; i <= 3; i++)
        {
            Assert.True(await store.UpdatePasswordAsync(user with { PasswordHash = $"next {i}", PasswordChangedAt = Samples.Start.AddDays(i) }, null, 2, audit, Token));
        }

        Assert.Equal(["next 2", "next 1"], await store.ListPasswordHistoryAsync("u1", Token));
        Assert.Equal("next 3", (await store.FindAsync("u1", Token))?.PasswordHash);
        Assert.True(await store.DeleteAsync("u1", Samples.Start, audit, Token));
        Assert.Empty(await store.ListPasswordHistoryAsync("u1", Token));
    }

    [Theory]
    [EachDatabase]
    public async Task A_new_password_leaves_alone_what_an_administrator_changed_while_it_was_hashed(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<IUserStore>();
        var audit = Samples.Change("auth.password.change");
        var read = Samples.User("u1", "ada") with { PasswordHash = "first", Role = UserRole.Operator };
        await store.InsertAsync(read, audit, Token);
        Assert.True(await store.UpdateAsync(read with { Role = UserRole.Viewer }, audit, Token));

        Assert.True(await store.RenewPasswordAsync(read with { PasswordHash = "second", Email = "stale@example.org" }, "first", audit, Token));
        Assert.True(await store.UpdatePasswordAsync(read with { PasswordHash = "third" }, "second", 5, audit, Token));

        Assert.Equal(read with { PasswordHash = "third", Role = UserRole.Viewer }, await store.FindAsync("u1", Token));
    }

    [Theory]
    [EachDatabase]
    public async Task A_password_that_was_reset_or_whose_user_was_disabled_meanwhile_is_not_replaced(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<IUserStore>();
        var audit = Samples.Change("auth.password.change");
        var read = Samples.User("u1", "ada") with { PasswordHash = "first", Role = UserRole.Viewer };
        await store.InsertAsync(read, audit, Token);
        var reset = read with { PasswordHash = "reset", MustChangePassword = true };
        Assert.True(await store.UpdatePasswordAsync(reset, null, 5, audit, Token));

        Assert.False(await store.UpdatePasswordAsync(read with { PasswordHash = "own" }, "first", 5, audit, Token));
        Assert.False(await store.RenewPasswordAsync(read with { PasswordHash = "own" }, "first", audit, Token));
        Assert.Equal(reset, await store.FindAsync("u1", Token));

        Assert.True(await store.UpdateAsync(reset with { IsActive = false }, audit, Token));
        Assert.False(await store.UpdatePasswordAsync(read with { PasswordHash = "own" }, "reset", 5, audit, Token));
        Assert.False(await store.RenewPasswordAsync(read with { PasswordHash = "own" }, "reset", audit, Token));
        Assert.Equal(reset with { IsActive = false }, await store.FindAsync("u1", Token));
        Assert.Equal(["first"], await store.ListPasswordHistoryAsync("u1", Token));
    }

    [Theory]
    [EachDatabase]
    public async Task A_changed_user_keeps_the_password_that_was_set_since_they_were_read(DatabaseDialect dialect)
    {
        await using var storage = await TestStorage.StartAsync(dialect, cluster);
        var store = storage.Get<IUserStore>();
        var audit = Samples.Change("user.updated");
        var read = Samples.User("u1", "ada") with { PasswordHash = "first", Role = UserRole.Viewer };
        await store.InsertAsync(read, audit, Token);
        var reset = read with { PasswordHash = "reset", MustChangePassword = true, PasswordChangedAt = Samples.Start.AddDays(1) };
        Assert.True(await store.UpdatePasswordAsync(reset, null, 5, audit, Token));

        Assert.True(await store.UpdateAsync(read with { Email = "ada@example.org" }, audit, Token));

        Assert.Equal(reset with { Email = "ada@example.org" }, await store.FindAsync("u1", Token));
        Assert.True(await store.UpdateAsync(reset with { MustChangePassword = false }, audit, Token));
        Assert.False((await store.FindAsync("u1", Token))?.MustChangePassword);
    }

    private static Session Session(string id, byte hash) => new()
    {
        Id = id,
        UserId = "u1",
        AccessHash = [hash, hash, hash, hash],
        AccessExpiresAt = Samples.Start.AddMinutes(15),
        Family = [hash, 0],
        RefreshHash = [hash, 1],
        RotatedAt = Samples.Start,
        CreatedAt = Samples.Start,
        ExpiresAt = Samples.Start.AddHours(8),
        LastSeenAt = Samples.Start,
    };
}
