using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

public sealed partial class PasswordChangeTests
{
    private const string Chosen = "a-password-of-ones-own-10";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_changed_password_signs_in_the_old_one_does_not_and_other_sessions_end()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var other = await SignInAsync(gateway.Client, GatewayFixture.Password);
        var own = await SignInAsync(gateway.Client, GatewayFixture.Password);

        using var changed = await SendAsync(gateway.Client, own, HttpMethod.Post, "/api/v1/auth/password", new { current_password = GatewayFixture.Password, new_password = Chosen });

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(gateway.Client, own, "/api/v1/auth/me"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(gateway.Client, other, "/api/v1/auth/me"));
        using var old = await LogInAsync(gateway.Client, GatewayFixture.Password);
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
        await SignInAsync(gateway.Client, Chosen);
    }

    [Fact]
    public async Task A_weak_or_unproven_change_is_refused_and_changes_nothing()
    {
        await using var gateway = await GatewayFixture.StartAsync();
        var own = await SignInAsync(gateway.Client, GatewayFixture.Password);

        using var weak = await SendAsync(gateway.Client, own, HttpMethod.Post, "/api/v1/auth/password", new { current_password = GatewayFixture.Password, new_password = "short" });
        using var unproven = await SendAsync(gateway.Client, own, HttpMethod.Post, "/api/v1/auth/password", new { current_password = "not-the-password-at-all", new_password = Chosen });

        Assert.Equal(HttpStatusCode.BadRequest, weak.StatusCode);
        var problem = await weak.Content.ReadFromJsonAsync<JsonElement>(Token);
        Assert.True(problem.GetProperty("errors").TryGetProperty("new_password", out _));
        Assert.Equal(HttpStatusCode.BadRequest, unproven.StatusCode);
        await SignInAsync(gateway.Client, GatewayFixture.Password);
    }

    [Fact]
    public async Task The_one_time_password_of_the_first_start_opens_nothing_before_it_is_changed()
    {
        using var folder = new ScratchFolder();
        await using var gateway = await GatewayProcess.StartAsync(folder.Path, ("SALLYPORT_ADMIN_PASSWORD", ""));
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = gateway.Url };
        var oneTime = PrintedPassword().Match(gateway.Output).Groups[1].Value;
        var session = await SignInAsync(client, oneTime);

        using var early = await SendAsync(client, session, HttpMethod.Get, "/api/v1/proxies");
        var problem = await early.Content.ReadFromJsonAsync<JsonElement>(Token);
        using var changed = await SendAsync(client, session, HttpMethod.Post, "/api/v1/auth/password", new { current_password = oneTime, new_password = Chosen });

        Assert.Equal(HttpStatusCode.Forbidden, early.StatusCode);
        Assert.Equal("password_change_required", problem.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, session, "/api/v1/proxies"));
        using var again = await LogInAsync(client, oneTime);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
    }

    private static Task<HttpResponseMessage> LogInAsync(HttpClient client, string password) =>
        client.PostAsJsonAsync("/api/v1/auth/login", new { username = "admin", password }, Token);

    private static async Task<string> SignInAsync(HttpClient client, string password)
    {
        using var answer = await LogInAsync(client, password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        return body.GetProperty("data").GetProperty("token").GetString() ?? "";
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string session, string path)
    {
        using var answer = await SendAsync(client, session, HttpMethod.Get, path);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string session, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session);
        request.Content = body is null ? null : JsonContent.Create(body);
        return await client.SendAsync(request, Token);
    }

    [GeneratedRegex(@"one-time password.*\n\s+(\S+)")]
    private static partial Regex PrintedPassword();
}
