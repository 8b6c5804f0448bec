using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>The built program on an empty data folder, where nobody gave it a password: what its console shows.</summary>
public sealed partial class FirstStartTests : IDisposable
{
    private static readonly (string, string) NoPassword = ("SALLYPORT_ADMIN_PASSWORD", "");

    private readonly ScratchFolder _data = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public void Dispose() => _data.Dispose();

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
        Assert.Contains("still unused. Is it lost? Make another:  sallyport reset-password admin", second.Output, StringComparison.Ordinal);
        using var client = new HttpClient { BaseAddress = second.Url };
        using var answer = await LogInAsync(client, password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static Task<HttpResponseMessage> LogInAsync(HttpClient client, string password) =>
        client.PostAsJsonAsync("/api/v1/auth/login", new { username = "admin", password }, Token);

    [GeneratedRegex(@"^ {6}(\S{12,})\r?$", RegexOptions.Multiline)]
    private static partial Regex Password();
}
