using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Cli;

/// <summary>The way back for an administrator who lost the password and has nobody to ask.</summary>
public sealed class ResetPasswordTests : IDisposable
{
    private readonly ScratchFolder _data = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Beside_a_running_gateway_a_new_password_ends_sessions_unlocks_and_must_be_changed()
    {
        await using var gateway = await GatewayProcess.StartAsync(_data.Path);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = gateway.Url };
        var before = (await LogInAsync(client, GatewayProcess.Password)).Token;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await LogInAsync(client, "not-the-password");
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await LogInAsync(client, GatewayProcess.Password)).Status);

        var password = await ResetAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "auth/me", before));
        var (status, session, body) = await LogInAsync(client, password);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("\"must_change_password\":true", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, "proxies", session));
    }

    [Fact]
    public async Task Without_a_gateway_it_leaves_a_record_and_the_old_password_is_worth_nothing()
    {
        await using (var first = await GatewayProcess.StartAsync(_data.Path))
        {
            await first.TerminateAsync();
        }

        var password = await ResetAsync();

        await using var gateway = await GatewayProcess.StartAsync(_data.Path);
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = gateway.Url };
        Assert.Equal(HttpStatusCode.Unauthorized, (await LogInAsync(client, GatewayProcess.Password)).Status);
        var session = (await LogInAsync(client, password)).Token;
        const string chosen = "a-passphrase-of-ones-own-10";
        using var change = new HttpRequestMessage(HttpMethod.Post, "/api/v1/auth/password") { Content = JsonContent.Create(new { current_password = password, new_password = chosen }) };
        change.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session);
        using var changed = await client.SendAsync(change, Token);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        var (_, anew, _) = await LogInAsync(client, chosen);
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/api/v1/audit?type=user.password.reset");
        ask.Headers.Authorization = new AuthenticationHeaderValue("Bearer", anew);
        using var records = await client.SendAsync(ask, Token);
        Assert.Contains("the command line", await records.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_told_with_those_there_are()
    {
        await using (var first = await GatewayProcess.StartAsync(_data.Path))
        {
            await first.TerminateAsync();
        }

        var (exitCode, output) = await RunAsync("amdin");

        Assert.Equal(1, exitCode);
        Assert.Contains("There is no user 'amdin'. There are: admin.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_data_folder_is_told_and_stays_empty()
    {
        var (exitCode, output) = await RunAsync("admin");

        Assert.Equal(69, exitCode);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_data.Path, "sallyport.db")));
    }

    [Theory]
    [InlineData("The verbs of 'sallyport' are: analyze, audit, demo, doctor,", "frobnicate")]
    [InlineData("The verbs of 'sallyport audit' are: verify.", "audit", "frobnicate")]
    [InlineData("'sallyport reset-password --help' says what it takes.", "reset-password")]
    public async Task A_command_line_that_is_not_understood_ends_with_2_and_says_what_there_is(string expected, params string[] arguments)
    {
        var (exitCode, output) = await GatewayProcess.RunAsync(arguments);

        Assert.Equal(2, exitCode);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Token, string Body)> LogInAsync(HttpClient client, string password)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/auth/login", new { username = "admin", password }, Token);
        var body = await answer.Content.ReadAsStringAsync(Token);
        return (answer.StatusCode, answer.IsSuccessStatusCode ? JsonElement.Parse(body).GetProperty("data").GetProperty("token").GetString() ?? "" : "", body);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await client.SendAsync(request, Token);
        return answer.StatusCode;
    }

    private async Task<string> ResetAsync()
    {
        var (exitCode, output) = await RunAsync("admin", "--json");
        Assert.Equal(0, exitCode);
        return JsonElement.Parse(output).GetProperty("password").GetString() ?? "";
    }

    private async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var config = Path.Combine(_data.Path, "reset.yaml");
        await File.WriteAllTextAsync(config, $"storage:\n  data_directory: {_data.Path}", Token);
        return await GatewayProcess.RunAsync(["reset-password", .. arguments, "--config", config]);
    }
}
