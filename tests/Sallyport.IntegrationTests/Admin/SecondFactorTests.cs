using System.Net;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Storage;
using Sallyport.Storage.Databases;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>Two-step sign-in from enrolment to removal, on both databases.</summary>
public sealed class SecondFactorTests(PostgreSqlCluster cluster)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [EachDatabase]
    public async Task After_enrolment_a_sign_in_needs_a_code_that_works_once_or_a_recovery_code_that_works_once(DatabaseDialect dialect)
    {
        await using var gateway = await StartAsync(dialect);
        var ann = await Person.CreateAsync(gateway, "ann", "operator");
        var other = new Person(gateway, "ann", Person.Chosen);
        await other.SignInAsync();
        var (app, codes) = await EnrolAsync(ann);

        Assert.Equal(HttpStatusCode.Unauthorized, await other.StatusAsync(HttpMethod.Get, "/auth/me"));
        using var without = await ann.TrySignInAsync();
        Assert.Equal((HttpStatusCode.Unauthorized, "mfa_code_required"), (without.StatusCode, await Person.CodeOfAsync(without)));
        using var wrongPassword = await ann.TrySignInAsync(other: "not-the-password-at-all");
        Assert.Equal("invalid_credentials", await Person.CodeOfAsync(wrongPassword));
        var code = app.Next();
        await ann.SignInAsync(code);
        using var replayed = await ann.TrySignInAsync(code);
        Assert.Equal("invalid_mfa_code", await Person.CodeOfAsync(replayed));
        await ann.SignInAsync(codes[0]);
        using var again = await ann.TrySignInAsync(codes[0]);
        Assert.Equal("invalid_mfa_code", await Person.CodeOfAsync(again));
        var state = await ann.CallAsync(HttpMethod.Get, "/auth/mfa");
        Assert.Equal((true, 9), (state.GetProperty("enabled").GetBoolean(), state.GetProperty("recovery_codes_left").GetInt32()));
        Assert.Contains("totp", (await ann.CallAsync(HttpMethod.Get, "/auth/sessions")).EnumerateArray().Select(session => session.GetProperty("method").GetString()));
    }

    [Fact]
    public async Task A_role_that_needs_a_second_factor_does_nothing_before_it_has_one()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var (ann, bob) = (await Person.CreateAsync(gateway, "ann", "operator"), await Person.CreateAsync(gateway, "bob", "viewer"));
        await using var strict = await gateway.StartAnotherAsync([new("Identity:RequireSecondFactorFrom", "operator")]);
        var (operating, viewing) = (new Person(strict, "ann", Person.Chosen), new Person(strict, "bob", Person.Chosen));
        await operating.SignInAsync();
        await viewing.SignInAsync();

        using var early = await operating.SendAsync(HttpMethod.Get, "/proxies");

        Assert.Equal((HttpStatusCode.Forbidden, "mfa_enrolment_required"), (early.StatusCode, await Person.CodeOfAsync(early)));
        Assert.True((await operating.CallAsync(HttpMethod.Get, "/auth/me")).GetProperty("must_enrol_second_factor").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, await viewing.StatusAsync(HttpMethod.Get, "/proxies"));
        await EnrolAsync(operating);
        Assert.Equal(HttpStatusCode.OK, await operating.StatusAsync(HttpMethod.Get, "/proxies"));
    }

    [Fact]
    public async Task A_session_alone_neither_enrols_removes_nor_renews_anything()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var ann = await Person.CreateAsync(gateway, "ann", "viewer");
        Assert.Equal(HttpStatusCode.BadRequest, await ann.StatusAsync(HttpMethod.Post, "/auth/mfa/totp", new { current_password = "not-the-password-at-all" }));
        Assert.Equal(HttpStatusCode.Conflict, await ann.StatusAsync(HttpMethod.Post, "/auth/mfa/totp/remove", new { current_password = Person.Chosen, code = "" }));
        var (app, codes) = await EnrolAsync(ann);
        Assert.Equal(HttpStatusCode.Conflict, await ann.StatusAsync(HttpMethod.Post, "/auth/mfa/totp", new { current_password = Person.Chosen }));
        Assert.Equal(HttpStatusCode.BadRequest, await ann.StatusAsync(HttpMethod.Post, "/auth/mfa/recovery-codes", new { current_password = Person.Chosen }));
        Assert.Equal(HttpStatusCode.BadRequest, await ann.StatusAsync(HttpMethod.Post, "/auth/mfa/totp/remove", new { current_password = Person.Chosen, code = "000000" }));
        Assert.Equal(HttpStatusCode.BadRequest, await ann.StatusAsync(HttpMethod.Post, "/auth/mfa/totp/remove", new { current_password = "not-the-password-at-all", code = codes[0] }));
        var renewed = await ann.CallAsync(HttpMethod.Post, "/auth/mfa/recovery-codes", new { current_password = Person.Chosen, code = app.Next() });
        Assert.Equal(10, renewed.GetProperty("recovery_codes").GetArrayLength());
        await ann.CallAsync(HttpMethod.Post, "/auth/mfa/totp/remove", new { current_password = Person.Chosen, code = renewed.GetProperty("recovery_codes")[0].GetString() });
        await ann.SignInAsync();
    }

    [Fact]
    public async Task Whoever_lost_their_device_is_let_in_again_by_an_administrator_and_the_trail_says_so()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var ann = await Person.CreateAsync(gateway, "ann", "viewer");
        await EnrolAsync(ann);
        var id = (await ann.CallAsync(HttpMethod.Get, "/auth/me")).GetProperty("id").GetString();
        Assert.True((await gateway.CallAsync(HttpMethod.Get, $"/users/{id}")).GetProperty("second_factor").GetBoolean());

        await gateway.CallAsync(HttpMethod.Delete, $"/users/{id}/mfa");

        Assert.Equal(HttpStatusCode.Unauthorized, await ann.StatusAsync(HttpMethod.Get, "/auth/me"));
        await ann.SignInAsync();
        var trail = await gateway.CallAsync(HttpMethod.Get, "/audit?type=user.mfa.removed");
        Assert.Equal("admin", Assert.Single(trail.GetProperty("items").EnumerateArray()).GetProperty("actor").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Neither_the_secret_nor_a_code_stands_in_the_database_or_the_trail()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var ann = await Person.CreateAsync(gateway, "ann", "viewer");
        var made = await ann.CallAsync(HttpMethod.Post, "/auth/mfa/totp", new { current_password = Person.Chosen });
        var secret = made.GetProperty("secret").GetString() ?? "";
        Assert.Contains($"secret={secret}&issuer=Sallyport", made.GetProperty("uri").GetString(), StringComparison.Ordinal);
        var app = new AuthenticatorApp(secret);
        var codes = await ann.CallAsync(HttpMethod.Post, "/auth/mfa/totp/confirm", new { code = app.Next() });

        var stored = gateway.ReadStored();

        Assert.DoesNotContain(secret, stored, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(app.RawSecret, stored, StringComparison.Ordinal);
        Assert.All(codes.GetProperty("recovery_codes").EnumerateArray(), code => Assert.DoesNotContain(code.GetString() ?? "", stored, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(ann.Token, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(ann.RefreshToken, stored, StringComparison.Ordinal);
    }

    private static async Task<(AuthenticatorApp App, IReadOnlyList<string> Codes)> EnrolAsync(Person person)
    {
        var made = await person.CallAsync(HttpMethod.Post, "/auth/mfa/totp", new { current_password = Person.Chosen });
        var app = new AuthenticatorApp(made.GetProperty("secret").GetString() ?? "");
        var codes = await person.CallAsync(HttpMethod.Post, "/auth/mfa/totp/confirm", new { code = app.Next() });
        return (app, [.. codes.GetProperty("recovery_codes").EnumerateArray().Select(code => code.GetString() ?? "")]);
    }

    private async Task<GatewayFixture> StartAsync(DatabaseDialect dialect) => dialect == DatabaseDialect.Sqlite
        ? await GatewayFixture.StartAsync()
        : await GatewayFixture.StartAsync([new("Storage:Database", await cluster.CreateDatabaseAsync(Cancellation))]);
}
