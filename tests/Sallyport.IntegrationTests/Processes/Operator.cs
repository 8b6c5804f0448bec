using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Xunit;

namespace Sallyport.IntegrationTests.Processes;

/// <summary>An administrator who manages a gateway through its API.</summary>
internal sealed class Operator : IDisposable
{
    /// <summary>What the gateway shows its upstreams.</summary>
    internal const string UpstreamSecret = "canary-upstream-credential-1f6b0c";

    private readonly HttpClient _client;

    private Operator(Uri gateway) => _client = new HttpClient { BaseAddress = gateway };

    /// <summary>The token of the session.</summary>
    internal string Session { get; private set; } = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static async Task<Operator> SignInAsync(Uri gateway)
    {
        var made = new Operator(gateway);
        made.Session = Text(await made.CallAsync(HttpMethod.Post, "/auth/login", new { username = "admin", password = GatewayProcess.Password }), "token");
        return made;
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    /// <summary>One call; answers the envelope's data, and fails the test on a refusal.</summary>
    internal async Task<JsonElement> CallAsync(HttpMethod method, string path, object? body = null)
    {
        using var answer = await SendAsync(method, path, body);
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path} answered {(int)answer.StatusCode}: {text}");
        return JsonElement.Parse(text).GetProperty("data");
    }

    /// <summary>The same call, with its answer as it came.</summary>
    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1{path}");
        request.Content = body is null ? null : JsonContent.Create(body);
        request.Headers.Authorization = Session.Length == 0 ? null : new AuthenticationHeaderValue("Bearer", Session);
        return await _client.SendAsync(request, Token);
    }

    /// <summary>Makes a proxy of OpenAI's dialect.</summary>
    internal async Task<string> CreateProxyAsync(string name, Uri target)
    {
        var auth = new { type = "bearer", secret = UpstreamSecret };
        return Text(await CallAsync(HttpMethod.Post, "/proxies", new { name, kind = "llm", provider = "openai", target, enabled = true, auto_start = true, auth }), "id");
    }

    /// <summary>Makes a team that may use the proxies without limit, and a key of that team.</summary>
    internal async Task<string> CreateKeyAsync(string name, params string[] proxyIds)
    {
        var team = Text(await CallAsync(HttpMethod.Post, "/teams", new { name, active = true }), "id");
        await CallAsync(HttpMethod.Put, $"/teams/{team}/grants", new { proxies = proxyIds.Select(id => new { proxy_id = id, rate_limit_per_minute = 0 }) });
        return Text(await CallAsync(HttpMethod.Post, "/api-keys", new { name, team_id = team }), "key");
    }

    /// <summary>One member of every item of a list, over all its pages.</summary>
    internal async Task<IReadOnlyList<string>> ListAsync(string path, string member)
    {
        var all = new List<string>();
        for (var page = 1; ; page++)
        {
            var items = (await CallAsync(HttpMethod.Get, $"{path}?limit=100&page={page}")).GetProperty("items");
            if (items.GetArrayLength() == 0)
            {
                return all;
            }

            all.AddRange(items.EnumerateArray().Select(item => Text(item, member)));
        }
    }

    private static string Text(JsonElement item, string member) => item.GetProperty(member).GetString() ?? "";
}
