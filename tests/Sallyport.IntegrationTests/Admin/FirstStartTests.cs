using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>The built program on an empty data folder, where nobody gave it a password: what its console shows, and what that opens.</summary>
public sealed partial class FirstStartTests : IDisposable
{
    private const string Chosen = "a-password-of-ones-own-10";
    private static readonly (string, string) NoPassword = ("SALLYPORT_ADMIN_PASSWORD", "");

    private readonly ScratchFolder _data = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task The_one_time_password_of_the_first_start_opens_nothing_before_it_is_changed()
    {
        await using var gateway = await GatewayProcess.StartAsync(_data.Path, NoPassword);
        using var client = new HttpClient { BaseAddress = gateway.Url };
        var password = Assert.Single(Password().Matches(gateway.Output)).Groups[1].Value;
        using var signedIn = await LogInAsync(client, password);
        var session = (await signedIn.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("data").GetProperty("token").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session);

        using var early = await client.GetAsync("/api/v1/proxies", Token);
        var problem = await early.Content.ReadFromJsonAsync<JsonElement>(Token);
        using var changed = await client.PostAsJsonAsync("/api/v1/auth/password", new { current_password = password, new_password = Chosen }, Token);

        Assert.Equal(HttpStatusCode.Forbidden, early.StatusCode);
        Assert.Equal("password_change_required", problem.GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        using var late = await client.GetAsync("/api/v1/proxies", Token);
        Assert.Equal(HttpStatusCode.OK, late.StatusCode);
        using var again = await LogInAsync(client, password);
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
    }

    [Fact]
    public async Task The_one_time_password_is_printed_by_the_first_start_and_by_no_other()
    {
        string password;
        await using (var first = await GatewayProcess.StartAsync(_data.Path, NoPassword))
        {
            password = Assert.Single(Password().Matches(first.Output)).Groups[1].Value;
            await first.TerminateAsync();
        }

        await using var second = await GatewayProcess.StartAsync(_data.Path, NoPassword);

        Assert.DoesNotContain(password, second.Output, StringComparison.Ordinal);
        Assert.Empty(Password().Matches(second.Output));
        using var client = new HttpClient { BaseAddress = second.Url };
        using var answer = await LogInAsync(client, password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static Task<HttpResponseMessage> LogInAsync(HttpClient client, string password) =>
        client.PostAsJsonAsync("/api/v1/auth/login", new { username = "admin", password }, Token);

    [GeneratedRegex(@"^ {6}(\S{12,})\r?$", RegexOptions.Multiline)]
    private static partial Regex Password();
}
