using System.Net;
using System.Text;
using System.Text.Json;
using Sallyport.Controls.Audit.Signing;
using Sallyport.IntegrationTests.Admin;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Trail;

/// <summary>Days, holds, keys and exports of the trail as an auditor sees them.</summary>
public sealed class AuditApiTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_open_day_is_listed_and_a_hold_shows_on_it_until_it_is_lifted()
    {
        var hold = await gateway.CallAsync(HttpMethod.Post, "/audit/holds", new { reason = "case 7", first_day = "2020-01-01" });
        var held = (await gateway.CallAsync(HttpMethod.Get, "/audit/days")).GetProperty("items")[0];
        var rules = await gateway.CallAsync(HttpMethod.Get, "/audit/retention");
        await gateway.CallAsync(HttpMethod.Delete, $"/audit/holds/{hold.GetProperty("id").GetString()}");
        var free = (await gateway.CallAsync(HttpMethod.Get, "/audit/days")).GetProperty("items")[0];
        using var again = await gateway.SendAsync(HttpMethod.Delete, $"/audit/holds/{hold.GetProperty("id").GetString()}");

        Assert.Equal("open", held.GetProperty("state").GetString());
        Assert.True(held.GetProperty("is_held").GetBoolean());
        Assert.False(free.GetProperty("is_held").GetBoolean());
        Assert.Equal(0, rules.GetProperty("exchange_days").GetInt32());
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        var trail = await gateway.CallAsync(HttpMethod.Get, "/audit?type=audit.hold.");
        Assert.Equal(["audit.hold.removed", "audit.hold.created"], trail.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("event_type").GetString()));
    }

    [Theory]
    [InlineData("{\"first_day\":\"2026-01-01\"}", "reason")]
    [InlineData("{\"reason\":\"x\"}", "first_day")]
    [InlineData("{\"reason\":\"x\",\"first_day\":\"2026-01-02\",\"last_day\":\"2026-01-01\"}", "last_day")]
    public async Task A_hold_with_a_fault_is_refused_at_its_member(string body, string member)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/audit/holds") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await gateway.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True(JsonElement.Parse(await answer.Content.ReadAsStringAsync(Token)).GetProperty("errors").TryGetProperty(member, out _));
    }

    [Fact]
    public async Task An_export_has_what_the_filter_finds_and_is_recorded_itself()
    {
        await gateway.CallAsync(HttpMethod.Post, "/teams", new { name = "=cmd|calc" , description = "" });

        var csv = await ReadAsync("/audit/export?format=csv&type=usergroup.created");
        var lines = (await ReadAsync("/audit/export?type=usergroup.created")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(2, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(",\"'=cmd|calc\",", csv, StringComparison.Ordinal);
        var record = JsonElement.Parse(Assert.Single(lines)).GetProperty("record");
        Assert.Equal("=cmd|calc", record.GetProperty("resource_name").GetString());
        var trail = await gateway.CallAsync(HttpMethod.Get, "/audit?type=audit.exported");
        Assert.Contains("usergroup.created", trail.GetProperty("items")[0].GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", HttpStatusCode.Forbidden)]
    [InlineData("?format=csv", HttpStatusCode.Forbidden)]
    [InlineData("?exchanges=true", HttpStatusCode.Forbidden)]
    [InlineData("?first_day=2020-01-01", HttpStatusCode.Forbidden)]
    [InlineData("?exchanges=false", HttpStatusCode.OK)]
    public async Task Exchanges_are_exported_only_to_who_may_see_them(string query, HttpStatusCode expected)
    {
        var name = $"clerk-{query.Length}";
        await gateway.CallAsync(HttpMethod.Post, "/roles", new { name, permissions = new[] { "audit:read" } });
        var clerk = await Person.CreateAsync(gateway, name, name);

        Assert.Equal(expected, await clerk.StatusAsync(HttpMethod.Get, "/audit/export" + query));
    }

    [Theory]
    [InlineData("?format=xml", HttpStatusCode.BadRequest)]
    [InlineData("?format=csv&first_day=2026-01-01", HttpStatusCode.BadRequest)]
    [InlineData("?first_day=2026-01-01&search=x", HttpStatusCode.BadRequest)]
    [InlineData("?first_day=2020-01-01&last_day=2020-01-02", HttpStatusCode.NotFound)]
    public async Task An_export_that_cannot_be_is_refused(string query, HttpStatusCode expected)
    {
        using var answer = await gateway.SendAsync(HttpMethod.Get, "/audit/export" + query);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task The_public_key_verifies_the_configured_store_and_its_file_from_the_command_line()
    {
        using var data = new ScratchFolder();
        var keys = Path.Combine(data.Path, "keys.pem");
        await using (var running = await GatewayProcess.StartAsync(data.Path))
        {
            using var administrator = await Operator.SignInAsync(running.Url);
            // Made and used by a task of its own, shortly after the start.
            string pem;
            do
            {
                using var answer = await administrator.SendAsync(HttpMethod.Get, "/audit/keys");
                pem = await answer.Content.ReadAsStringAsync(Token);
            }
            while (AuditPublicKeys.TryParse(pem) is null || (await administrator.CallAsync(HttpMethod.Get, "/audit/verify")).GetProperty("signatures").GetInt64() == 0);

            await File.WriteAllTextAsync(keys, pem, Token);
            Assert.Equal(0, await running.TerminateAsync());
        }

        var database = Directory.GetFiles(data.Path, "sallyport.db", SearchOption.AllDirectories).Single();
        var config = Path.Combine(data.Path, "sallyport.yaml");
        await File.WriteAllTextAsync(config, $"storage:\n  data_directory: {data.Path}\n", Token);
        var (configured, told) = await GatewayProcess.RunAsync("audit", "verify", "--config", config, "--public-key", keys);
        var (exitCode, output) = await GatewayProcess.RunAsync("audit", "verify", database, "--public-key", keys);
        await File.WriteAllTextAsync(keys, "no key", Token);
        var (faulty, complaint) = await GatewayProcess.RunAsync("audit", "verify", database, "--public-key", keys);

        Assert.True(configured == 0, told);
        Assert.Contains("are by the given key", told, StringComparison.Ordinal);
        Assert.True(exitCode == 0, output);
        Assert.Contains("are by the given key", output, StringComparison.Ordinal);
        Assert.Equal(78, faulty);
        Assert.Contains("holds no public key", complaint, StringComparison.Ordinal);
    }

    private async Task<string> ReadAsync(string path)
    {
        using var answer = await gateway.SendAsync(HttpMethod.Get, path);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }
}
