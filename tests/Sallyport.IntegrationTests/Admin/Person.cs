using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>Somebody who signs in to a gateway and keeps the tokens of the last answer.</summary>
internal sealed class Person(GatewayFixture gateway, string name, string password)
{
    internal const string Chosen = "a-passphrase-of-ones-own-10";

    internal string Token { get; set; } = "";

    internal string RefreshToken { get; set; } = "";

    internal string Name => name;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A new user who has signed in and chosen a password.</summary>
    internal static async Task<Person> CreateAsync(GatewayFixture gateway, string name, string role, string chosen = Chosen)
    {
        var made = await gateway.CallAsync(HttpMethod.Post, "/users", new { username = name, role });
        var oneTime = made.GetProperty("password").GetString() ?? "";
        var early = new Person(gateway, name, oneTime);
        await early.SignInAsync();
        await early.CallAsync(HttpMethod.Post, "/auth/password", new { current_password = oneTime, new_password = chosen });
        var person = new Person(gateway, name, chosen);
        await person.SignInAsync();
        return person;
    }

    internal Task<HttpResponseMessage> TrySignInAsync(string? code = null, string? other = null) =>
        gateway.Client.PostAsJsonAsync("/api/v1/auth/login", new { username = name, password = other ?? password, code }, Cancellation);

    internal async Task SignInAsync(string? code = null)
    {
        using var answer = await TrySignInAsync(code);
        Keep(await ReadAsync(answer));
    }

    internal Task<HttpResponseMessage> TryRefreshAsync(string? refreshToken = null) =>
        gateway.Client.PostAsJsonAsync("/api/v1/auth/refresh", new { refresh_token = refreshToken ?? RefreshToken }, Cancellation);

    internal async Task RefreshAsync()
    {
        using var answer = await TryRefreshAsync();
        Keep(await ReadAsync(answer));
    }

    internal async Task<JsonElement> CallAsync(HttpMethod method, string path, object? body = null)
    {
        using var answer = await SendAsync(method, path, body);
        return await ReadAsync(answer);
    }

    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        request.Headers.UserAgent.ParseAdd($"test-of-{name}/1.0");
        request.Content = body is null ? null : JsonContent.Create(body);
        return await gateway.Client.SendAsync(request, Cancellation);
    }

    internal async Task<System.Net.HttpStatusCode> StatusAsync(HttpMethod method, string path, object? body = null)
    {
        using var answer = await SendAsync(method, path, body);
        return answer.StatusCode;
    }

    internal static async Task<string?> CodeOfAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("code").GetString();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage?.RequestUri} answered {(int)answer.StatusCode}: {text}");
        return JsonElement.Parse(text).GetProperty("data");
    }

    private void Keep(JsonElement answer) =>
        (Token, RefreshToken) = (answer.GetProperty("token").GetString() ?? "", answer.GetProperty("refresh_token").GetString() ?? "");
}
