using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Sallyport.Host;
using Xunit;

namespace Sallyport.IntegrationTests.Gateway;

/// <summary>
/// The whole gateway in this process: Kestrel on a free loopback port, SQLite in a folder of its own, the administrator signed in. As a
/// class fixture it has default settings; <see cref="StartAsync"/> takes others.
/// </summary>
public sealed class GatewayFixture : IAsyncLifetime
{
    /// <summary>What the gateway shows upstreams in place of the caller's key.</summary>
    internal const string UpstreamSecret = "upstream-secret-of-the-gateway";

    /// <summary>The administrator's, given in the settings: no one-time password is made.</summary>
    internal const string Password = "correct-horse-battery-staple-7";

    private static readonly TimeSpan RecordTime = TimeSpan.FromSeconds(10);

    private readonly string _folder = Directory.CreateTempSubdirectory("sallyport-tests-").FullName;
    private WebApplication? _app;
    private HttpClient? _client;
    private string? _session;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Sends to the gateway; without identity of its own.</summary>
    internal HttpClient Client => _client ?? throw NotStarted();

    /// <summary>Where the gateway listens.</summary>
    internal Uri Url => Client.BaseAddress ?? throw NotStarted();

    /// <summary>The gateway's own services, for what cannot be seen from outside.</summary>
    internal IServiceProvider Services => (_app ?? throw NotStarted()).Services;

    /// <summary>Starts a gateway with settings of the test's own, such as <c>Llm:MaxRequestBytes</c>. To be disposed by the test.</summary>
    internal static async Task<GatewayFixture> StartAsync(params IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var fixture = new GatewayFixture();
        try
        {
            await fixture.StartAppAsync(settings);
        }
        catch
        {
            await fixture.DisposeAsync();
            throw;
        }

        return fixture;
    }

    /// <summary>Another gateway with settings of its own on this one's database.</summary>
    internal Task<GatewayFixture> StartAnotherAsync(params IEnumerable<KeyValuePair<string, string?>> settings) =>
        StartAsync([new("Storage:Database", Path.Combine(_folder, "sallyport.db")), .. settings]);

    /// <inheritdoc />
    public async ValueTask InitializeAsync() => await StartAppAsync([]);

    /// <summary>Ends it as a signal would.</summary>
    internal Task StopAsync() => (_app ?? throw NotStarted()).StopAsync(TestContext.Current.CancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>One call of the management API as the administrator; answers the envelope's data, and fails the test on a refusal.</summary>
    internal async Task<JsonElement> CallAsync(HttpMethod method, string path, object? body = null)
    {
        using var answer = await SendAsync(method, path, body);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path} answered {(int)answer.StatusCode}: {text}");
        return text.Length == 0 ? default : JsonElement.Parse(text).GetProperty("data");
    }

    /// <summary>The same call, with its answer as it came.</summary>
    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}");
        request.Content = body is null ? null : JsonContent.Create(body);
        return await SendAsync(request);
    }

    /// <summary>Any request, as the administrator.</summary>
    internal async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Authorization = _session is null ? null : new AuthenticationHeaderValue("Bearer", _session);
        return await Client.SendAsync(request, Token);
    }

    /// <summary>Makes a running LLM proxy that shows its upstream <see cref="UpstreamSecret"/>.</summary>
    internal async Task<ProxyHandle> CreateProxyAsync(string name, string provider, Uri target, params string[] policies)
    {
        object auth = provider == "anthropic"
            ? new { type = "header", name = "x-api-key", secret = UpstreamSecret }
            : new { type = "bearer", secret = UpstreamSecret };
        var proxy = await CallAsync(HttpMethod.Post, "/proxies", new { name, kind = "llm", provider, target, policies, enabled = true, auto_start = true, auth });
        return new ProxyHandle(Text(proxy, "id"), name, new Uri(Url, $"/llm/{name}"));
    }

    /// <summary>Makes a team that may use the proxies, and a key of that team.</summary>
    internal async Task<string> CreateKeyAsync(string name, IReadOnlyList<ProxyHandle> proxies, int? perMinute = null)
    {
        var team = Text(await CallAsync(HttpMethod.Post, "/teams", new { name, active = true }), "id");
        var grants = proxies.Select(proxy => new { proxy_id = proxy.Id, rate_limit_per_minute = perMinute });
        await CallAsync(HttpMethod.Put, $"/teams/{team}/grants", new { proxies = grants });
        return Text(await CallAsync(HttpMethod.Post, "/api-keys", new { name, team_id = team }), "key");
    }

    /// <summary>What the guards say about a text. This answer has no envelope.</summary>
    internal async Task<JsonElement> AnalyzeAsync(string text, string direction = "input", params string[] policies)
    {
        using var answer = await SendAsync(HttpMethod.Post, "/security/analyze", new { text, direction, policies });
        Assert.True(answer.IsSuccessStatusCode, $"The analysis answered {(int)answer.StatusCode}.");
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
    }

    /// <summary>The record of an exchange, by the request id of its answer. Records are stored in batches shortly after the answer.</summary>
    internal async Task<JsonElement> EventAsync(string requestId)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(RecordTime);
        while (true)
        {
            using var answer = await SendAsync(HttpMethod.Get, $"/events/{requestId}");
            if (answer.IsSuccessStatusCode)
            {
                return (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("data");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }
    }

    /// <summary>All that the gateway has on disk, as one text: for asking whether something stands in it.</summary>
    internal string ReadStored()
    {
        var stored = new StringBuilder();
        foreach (var path in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories))
        {
            // Shared with the database, which keeps its files open; Latin-1 keeps every byte.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.Latin1);
            stored.Append(reader.ReadToEnd());
        }

        return stored.ToString();
    }

    private async Task StartAppAsync(IEnumerable<KeyValuePair<string, string?>> settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["Urls"] = "http://127.0.0.1:0",
            ["Storage:DataDirectory"] = _folder,
            ["Identity:AdminPassword"] = Password,
            ["Upstream:AllowPrivate:0"] = "127.0.0.1",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        _app = GatewayApp.Build(configPath: null, all);
        await _app.StartAsync(Token);
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = new Uri(_app.Urls.First()) };
        _session = Text(await CallAsync(HttpMethod.Post, "/auth/login", new { username = "admin", password = Password }), "token");
    }

    private static string Text(JsonElement data, string member) =>
        data.GetProperty(member).GetString() ?? throw new InvalidOperationException($"The answer's '{member}' is null.");

    private static InvalidOperationException NotStarted() => new("The gateway was not started.");
}
