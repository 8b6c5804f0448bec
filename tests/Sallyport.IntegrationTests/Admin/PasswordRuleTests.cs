using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Sallyport.IntegrationTests.Storage;
using Sallyport.Storage.Databases;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>An operator's rules for passwords, and what follows from failed sign-ins.</summary>
public sealed class PasswordRuleTests(PostgreSqlCluster cluster)
{
    private const string Breached = "Breached-Elsewhere-2019";

    /// <summary>SHA-1 of the password, as breach lists have it.</summary>
    private const string BreachedHash = "16706D2618696138A0A28CDB234EF9E5B5D4D7E5";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task Every_rule_that_the_operator_sets_is_named_when_a_password_breaks_it(DatabaseDialect dialect)
    {
        using var folder = new ScratchFolder();
        var list = Path.Combine(folder.Path, "breached.txt");
        await File.WriteAllTextAsync(list, $"{new string('0', 40)}:9\n{BreachedHash}:3\n{new string('F', 40)}:1\n", Cancellation);
        await using var gateway = await StartAsync(
            dialect, new("Passwords:MinLength", "14"), new("Passwords:RequiredKinds", "3"), new("Passwords:History", "3"), new("Passwords:BreachListFile", list));
        var ann = await Person.CreateAsync(gateway, "anneli", "viewer", "Second-Best-Phrase-0");

        foreach (var (password, reason) in new[]
        {
            ("Short-one-123", "14 to 128"), ("only lower case letters", "3 of"), ("My-Anneli-Phrase-77", "user name"), ("Sallyport-Is-Mine-1", "sallyport"),
            ("Asdfghjkl-0987654321", "keyboard"), (Breached, "breach"),
        })
        {
            using var refused = await ann.SendAsync(HttpMethod.Post, "/auth/password", new { current_password = "Second-Best-Phrase-0", new_password = password });
            var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains(reason, problem.GetProperty("errors").GetProperty("new_password")[0].GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [EachDatabase]
    public async Task The_last_passwords_are_not_used_again(DatabaseDialect dialect)
    {
        await using var gateway = await StartAsync(dialect, new KeyValuePair<string, string?>("Passwords:History", "2"));
        var ann = await Person.CreateAsync(gateway, "anneli", "viewer");
        string[] chosen = [Person.Chosen, "the second of her phrases", "the third of her phrases", "the fourth of her phrases"];
        for (var i = 1; i < chosen.Length; i++)
        {
            await ann.CallAsync(HttpMethod.Post, "/auth/password", new { current_password = chosen[i - 1], new_password = chosen[i] });
        }

        Assert.Equal(HttpStatusCode.BadRequest, await ann.StatusAsync(HttpMethod.Post, "/auth/password", new { current_password = chosen[3], new_password = chosen[1] }));
        Assert.Equal(HttpStatusCode.OK, await ann.StatusAsync(HttpMethod.Post, "/auth/password", new { current_password = chosen[3], new_password = chosen[0] }));
    }

    [Fact]
    public async Task When_the_cost_of_a_hash_is_raised_the_next_sign_in_hashes_again_with_it()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        await using var costly = await gateway.StartAnotherAsync([new("Passwords:HashMemoryMib", "64"), new("Passwords:HashPasses", "3")]);

        var trail = await costly.CallAsync(HttpMethod.Get, "/audit?type=user.password.rehashed");

        Assert.Single(trail.GetProperty("items").EnumerateArray());
        Assert.Contains("$argon2id$v=19$m=65536,t=3,p=1$", gateway.ReadStored(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_demands_another_password()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var ann = await Person.CreateAsync(gateway, "anneli", "viewer");
        var id = (await ann.CallAsync(HttpMethod.Get, "/auth/me")).GetProperty("id").GetString();

        await gateway.CallAsync(HttpMethod.Patch, $"/users/{id}", new { must_change_password = true });

        using var refused = await ann.SendAsync(HttpMethod.Get, "/proxies");
        Assert.Equal("password_change_required", await Person.CodeOfAsync(refused));
    }

    [Fact]
    public async Task A_locked_account_is_shown_recorded_and_unlocked_by_an_administrator_and_unknown_names_answer_alike()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        await gateway.CallAsync(HttpMethod.Post, "/users", new { username = "anneli", role = "viewer" });
        foreach (var name in new[] { "anneli", "nobody-at-all" })
        {
            var person = new Person(gateway, name, "not-the-password-at-all");
            for (var i = 0; i < 5; i++)
            {
                using var wrong = await person.TrySignInAsync();
                Assert.Equal((HttpStatusCode.Unauthorized, "invalid_credentials"), (wrong.StatusCode, await Person.CodeOfAsync(wrong)));
            }

            using var locked = await person.TrySignInAsync();
            Assert.Equal((HttpStatusCode.TooManyRequests, "too_many_failures"), (locked.StatusCode, await Person.CodeOfAsync(locked)));
        }

        var user = (await gateway.CallAsync(HttpMethod.Get, "/users?search=anneli")).GetProperty("items")[0];
        Assert.True(user.GetProperty("locked_until").GetDateTimeOffset() > TimeProvider.System.GetUtcNow());
        var trail = await gateway.CallAsync(HttpMethod.Get, "/audit?type=auth.account.locked");
        Assert.Equal("anneli", Assert.Single(trail.GetProperty("items").EnumerateArray()).GetProperty("resource").GetProperty("name").GetString());

        await gateway.CallAsync(HttpMethod.Post, $"/users/{user.GetProperty("id").GetString()}/unlock");

        using var free = await new Person(gateway, "anneli", "not-the-password-at-all").TrySignInAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, free.StatusCode);
    }

    private async Task<GatewayFixture> StartAsync(DatabaseDialect dialect, params KeyValuePair<string, string?>[] settings) => dialect == DatabaseDialect.Sqlite
        ? await GatewayFixture.StartAsync(settings)
        : await GatewayFixture.StartAsync([new("Storage:Database", await cluster.CreateDatabaseAsync(Cancellation)), .. settings]);
}
