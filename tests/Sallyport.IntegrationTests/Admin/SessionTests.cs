using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>People's sessions: sign-in to sign-out, and what another site's page can do with them.</summary>
public sealed class SessionTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private const string Stranger = "https://elsewhere.example";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/auth")]
    [InlineData("/api/v1/auth")]
    public async Task A_session_is_begun_read_swapped_and_ended(string prefix)
    {
        using var client = NewClient();
        var first = await SignInAsync(client, prefix);
        Assert.Equal("admin", (await ReadAsync(client, first, $"{prefix}/me")).GetProperty("username").GetString());

        using var swap = await SendAsync(client, first, HttpMethod.Post, $"{prefix}/refresh");
        var second = (await swap.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("data").GetProperty("token").GetString() ?? "";

        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, second, $"{prefix}/me"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, second, $"{prefix}/logout", HttpMethod.Post));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, second, $"{prefix}/me"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, second, $"{prefix}/refresh", HttpMethod.Post));
    }

    [Fact]
    public async Task The_cookie_is_kept_from_scripts_and_from_other_sites()
    {
        using var client = NewClient();
        using var answer = await LogInAsync(client, GatewayFixture.Password);

        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie =>
        {
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.Forbidden)]
    [InlineData(null, Stranger, HttpStatusCode.Forbidden)]
    [InlineData("1", Stranger, HttpStatusCode.Forbidden)]
    [InlineData("1", null, HttpStatusCode.OK)]
    public async Task A_change_by_cookie_needs_the_header_that_only_our_own_page_can_send(string? header, string? origin, HttpStatusCode expected)
    {
        using var client = NewClient();
        using var signedIn = await LogInAsync(client, GatewayFixture.Password);
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/settings") { Content = JsonContent.Create(new { system_name = "Sallyport" }) };
        request.Headers.Add("Cookie", signedIn.Headers.GetValues("Set-Cookie").First().Split(';')[0]);
        Add(request, "X-Sallyport-Csrf", header);
        Add(request, "Origin", origin);

        using var answer = await client.SendAsync(request, Token);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task No_other_site_is_given_leave_to_read_answers()
    {
        using var client = NewClient();
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/v1/proxies");
        preflight.Headers.Add("Origin", Stranger);
        preflight.Headers.Add("Access-Control-Request-Method", "GET");
        using var read = new HttpRequestMessage(HttpMethod.Get, "/health");
        read.Headers.Add("Origin", Stranger);

        using var first = await client.SendAsync(preflight, Token);
        using var second = await client.SendAsync(read, Token);

        Assert.False(first.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.False(second.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Five_wrong_passwords_make_the_account_wait_even_with_the_right_one()
    {
        await using var guessed = await GatewayFixture.StartAsync();
        for (var i = 0; i < 5; i++)
        {
            using var wrong = await LogInAsync(guessed.Client, "not-the-password-at-all");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var answer = await LogInAsync(guessed.Client, GatewayFixture.Password);

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter?.Delta ?? default, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
    }

    private HttpClient NewClient() => new(new HttpClientHandler { UseCookies = false }) { BaseAddress = gateway.Url };

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.Add(name, value);
        }
    }

    private static Task<HttpResponseMessage> LogInAsync(HttpClient client, string password, string prefix = "/api/v1/auth") =>
        client.PostAsJsonAsync($"{prefix}/login", new { username = "admin", password }, Token);

    private static async Task<string> SignInAsync(HttpClient client, string prefix)
    {
        using var answer = await LogInAsync(client, GatewayFixture.Password, prefix);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("data").GetProperty("token").GetString() ?? "";
    }

    private static async Task<JsonElement> ReadAsync(HttpClient client, string session, string path)
    {
        using var answer = await SendAsync(client, session, HttpMethod.Get, path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("data");
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string session, string path, HttpMethod? method = null)
    {
        using var answer = await SendAsync(client, session, method ?? HttpMethod.Get, path);
        return answer.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string session, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session);
        return await client.SendAsync(request, Token);
    }
}
