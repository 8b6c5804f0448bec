using System.Net;
using System.Text.Json;
using Sallyport.IntegrationTests.Gateway;
using Sallyport.IntegrationTests.Processes;
using Xunit;

namespace Sallyport.IntegrationTests.Admin;

/// <summary>What a key is narrowed to, as its caller meets it.</summary>
public sealed class KeyScopeTests(GatewayFixture gateway) : IClassFixture<GatewayFixture>, IAsyncLifetime
{
    private EchoUpstream _upstream = null!; // Set by InitializeAsync, before any test runs.
    private ProxyHandle _proxy = null!; // As above.
    private ProxyHandle _other = null!; // As above.
    private string _name = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        _upstream = await EchoUpstream.StartAsync();
        _name = Guid.CreateVersion7().ToString("n");
        _proxy = await gateway.CreateProxyAsync(_name, "openai", _upstream.Url);
        _other = await gateway.CreateProxyAsync($"{_name}-other", "openai", _upstream.Url);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _upstream.DisposeAsync();

    [Fact]
    public async Task A_key_is_used_on_its_proxies_and_for_its_models_only()
    {
        var (key, _) = await MakeAsync(new { proxies = new[] { _proxy.Name }, models = new[] { "echo-*" } });

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(key)).Status);
        Assert.Equal((HttpStatusCode.Forbidden, "access_denied"), await AskAsync(key, _other));
        Assert.Equal((HttpStatusCode.Forbidden, "access_denied"), await AskAsync(key, model: "tool-0-0"));
        Assert.Single(_upstream.Received);
    }

    [Theory]
    [InlineData("127.0.0.0/8", HttpStatusCode.OK)]
    [InlineData("198.51.100.0/24", HttpStatusCode.Forbidden)]
    public async Task A_key_is_used_from_its_networks_only(string network, HttpStatusCode expected)
    {
        var (key, _) = await MakeAsync(new { networks = new[] { network } });

        Assert.Equal(expected, (await AskAsync(key)).Status);
    }

    [Fact]
    public async Task A_key_is_used_at_its_hours_only_and_a_change_of_them_is_in_force_at_once()
    {
        var tomorrow = TimeProvider.System.GetUtcNow().AddDays(3).DayOfWeek.ToString().ToLowerInvariant();
        var (key, id) = await MakeAsync(new { hours = new[] { new { days = new[] { tomorrow }, from = "08:00", to = "18:00", zone = "UTC" } } });
        Assert.Equal((HttpStatusCode.Forbidden, "access_denied"), await AskAsync(key));

        await gateway.CallAsync(HttpMethod.Patch, $"/api-keys/{id}", new { scope = new { } });

        Assert.Equal(HttpStatusCode.OK, (await AskAsync(key)).Status);
    }

    [Fact]
    public async Task A_key_is_limited_over_all_proxies_and_its_use_is_shown_with_the_reasons_of_refusals()
    {
        var (id, statuses, last) = await UseUpAsync();
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], statuses);
        Assert.Equal((HttpStatusCode.TooManyRequests, "rate_limited"), last);

        var usage = await UsageAsync(id, requests: 3);
        Assert.Equal(3, usage.GetProperty("requests").GetInt64());
        Assert.Equal("rate_limited", usage.GetProperty("refusals")[0].GetProperty("code").GetString());
        Assert.Equal("127.0.0.1", usage.GetProperty("last_used_from").GetString());
        Assert.Equal(JsonValueKind.String, usage.GetProperty("last_used_at").ValueKind);
    }

    [Fact]
    public async Task Every_fault_of_a_scope_is_named_at_once()
    {
        using var answer = await gateway.SendAsync(
            HttpMethod.Post,
            "/api-keys",
            new
            {
                name = _name,
                tags = new[] { "" },
                expires_at = "2020-01-01T00:00:00Z",
                scope = new { proxies = new[] { "nowhere" }, networks = new[] { "300.1.1.1" }, hours = new[] { new { from = "x", to = "18:00", zone = "Nowhere" } }, requests_per_day = 0 },
            });

        var errors = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Token)).GetProperty("errors").EnumerateObject().Select(error => error.Name);
        Assert.Equal(
            ["expires_at", "scope.hours[0].from", "scope.hours[0].zone", "scope.networks[0]", "scope.proxies[0]", "scope.requests_per_day", "tags"],
            errors.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_rotated_key_goes_on_for_the_asked_time_and_a_second_rotation_ends_it()
    {
        var (key, id) = await MakeAsync(null);

        var rotated = await gateway.CallAsync(HttpMethod.Post, $"/api-keys/{id}/rotate", new { overlap_minutes = 60 });
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(key)).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(Text(rotated, "key"))).Status);
        Assert.Equal(JsonValueKind.String, rotated.GetProperty("previous_until").ValueKind);

        var again = await gateway.CallAsync(HttpMethod.Post, $"/api-keys/{id}/rotate");
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(key)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync(Text(rotated, "key"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(Text(again, "key"))).Status);
    }

    [Fact]
    public async Task A_key_is_described_tagged_found_by_its_tag_and_ends_exactly_when_asked()
    {
        var end = TimeProvider.System.GetUtcNow().AddHours(5);
        var made = await gateway.CallAsync(HttpMethod.Post, "/api-keys", new { name = _name, description = "for the bills", tags = new[] { "billing", _name }, expires_at = end });

        var found = (await gateway.CallAsync(HttpMethod.Get, $"/api-keys?tag={_name}")).GetProperty("items");

        var view = Assert.Single(found.EnumerateArray());
        Assert.Equal((Text(made, "id"), "for the bills"), (Text(view, "id"), Text(view, "description")));
        Assert.InRange(view.GetProperty("expires_at").GetDateTimeOffset() - end, TimeSpan.FromMilliseconds(-1), TimeSpan.FromMilliseconds(1));
    }

    private async Task<(string Key, string Id)> MakeAsync(object? scope)
    {
        var made = await gateway.CallAsync(HttpMethod.Post, "/api-keys", new { name = _name, scope });
        return (Text(made, "key"), Text(made, "id"));
    }

    /// <summary>Three requests of a key that may send two a day, all of them on one day of the gateway's clock, which is the real one.</summary>
    private async Task<(string Id, HttpStatusCode[] First, (HttpStatusCode Status, string Code) Last)> UseUpAsync()
    {
        while (true)
        {
            var day = TimeProvider.System.GetUtcNow().UtcDateTime.Date;
            var (key, id) = await MakeAsync(new { requests_per_day = 2, models = new[] { "echo-*" } });
            HttpStatusCode[] first = [(await AskAsync(key)).Status, (await AskAsync(key, _other)).Status];
            var last = await AskAsync(key);
            if (TimeProvider.System.GetUtcNow().UtcDateTime.Date == day)
            {
                return (id, first, last);
            }
        }
    }

    /// <summary>Records are stored in batches shortly after the answer.</summary>
    private async Task<JsonElement> UsageAsync(string id, int requests)
    {
        // Far longer than the batches take, yet an end: what is never stored is a failure, not a hanging run.
        for (var i = 0; i < 1200; i++)
        {
            var usage = await gateway.CallAsync(HttpMethod.Get, $"/api-keys/{id}/usage");
            if (usage.GetProperty("refusals").GetArrayLength() > 0 && usage.GetProperty("requests").GetInt64() >= requests)
            {
                return usage;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), Token);
        }

        throw new TimeoutException($"The use of the key {id} was not stored within a minute.");
    }

    private async Task<(HttpStatusCode Status, string Code)> AskAsync(string key, ProxyHandle? proxy = null, string model = "echo-0-0")
    {
        using var request = ChatRequest.Create(gateway.Url, (proxy ?? _proxy).Name, key, "Hello", model);
        using var answer = await gateway.Client.SendAsync(request, Token);
        var body = JsonElement.Parse(await answer.Content.ReadAsStringAsync(Token));
        return (answer.StatusCode, body.TryGetProperty("error", out var error) ? Text(error, "code") : "");
    }

    private static string Text(JsonElement item, string member) => item.GetProperty(member).GetString() ?? "";
}
