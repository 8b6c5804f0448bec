using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sallyport.Host.Cli.Demo;

/// <summary>Everything a step can use: the upstream, the gateway in front of it, the keys, and the count of what was sent.</summary>
internal sealed class DemoScene
{
    /// <summary>What the gateway shows its upstreams.</summary>
    internal const string Credential = "demo-upstream-credential";

    private const string NowhereUrl = "http://127.0.0.1:1";
    private const string MetadataUrl = "http://169.254.169.254";

    private readonly DemoClient _client;
    private readonly List<string> _requestIds = [];
    private readonly Dictionary<DemoKey, string> _keys = [];

    internal DemoScene(DemoClient client, DemoUpstream upstream)
    {
        _client = client;
        Upstream = upstream;
    }

    /// <summary>The upstream behind the proxies.</summary>
    internal DemoUpstream Upstream { get; }

    /// <summary>The ids of all exchanges so far.</summary>
    internal IReadOnlyList<string> RequestIds => _requestIds;

    /// <summary>Makes proxies, teams, grants and keys through the management API.</summary>
    internal async Task SetUpAsync(CancellationToken cancellationToken)
    {
        List<string> all =
        [
            await CreateProxyAsync(DemoProxies.OpenAi, "openai", Upstream.Url, null, cancellationToken),
            await CreateProxyAsync(DemoProxies.Anthropic, "anthropic", Upstream.Url, null, cancellationToken),
            await CreateProxyAsync(DemoProxies.Strict, "openai", Upstream.Url, "llm-critical-security", cancellationToken),
            await CreateProxyAsync(DemoProxies.Down, "openai", NowhereUrl, null, cancellationToken),
            await CreateProxyAsync(DemoProxies.Metadata, "openai", MetadataUrl, null, cancellationToken),
        ];
        _keys[DemoKey.Granted] = await CreateKeyAsync("demo team", all, null, cancellationToken);
        _keys[DemoKey.WithoutGrant] = await CreateKeyAsync("team without grants", [], null, cancellationToken);
        _keys[DemoKey.Limited] = await CreateKeyAsync("team with one request a minute", all, 1, cancellationToken);
    }

    /// <summary>Sends a request through the gateway.</summary>
    internal async Task<DemoAnswer> SendAsync(DemoRequest request, CancellationToken cancellationToken)
    {
        var answer = await _client.SendAsync(request, _keys.GetValueOrDefault(request.Key), cancellationToken);
        _requestIds.Add(answer.RequestId);
        return answer;
    }

    /// <summary>Asks the management API.</summary>
    internal Task<JsonElement> AskAsync(string path, CancellationToken cancellationToken) => _client.CallAsync(HttpMethod.Get, path, null, cancellationToken);

    private async Task<string> CreateProxyAsync(string name, string provider, string target, string? policy, CancellationToken cancellationToken)
    {
        var auth = provider == "anthropic"
            ? new JsonObject { ["type"] = "header", ["name"] = "x-api-key", ["secret"] = Credential }
            : new JsonObject { ["type"] = "bearer", ["secret"] = Credential };
        var proxy = new JsonObject
        {
            ["name"] = name, ["kind"] = "llm", ["provider"] = provider, ["target"] = target, ["auth"] = auth,
            ["policies"] = policy is null ? [] : new JsonArray(policy), ["enabled"] = true, ["auto_start"] = true,
        };
        return Id(await _client.CallAsync(HttpMethod.Post, "/proxies", proxy, cancellationToken));
    }

    private async Task<string> CreateKeyAsync(string team, IReadOnlyList<string> proxies, int? perMinute, CancellationToken cancellationToken)
    {
        var teamId = Id(await _client.CallAsync(HttpMethod.Post, "/teams", new JsonObject { ["name"] = team, ["active"] = true }, cancellationToken));
        var grants = proxies.Select(proxy => (JsonNode)new JsonObject { ["proxy_id"] = proxy, ["rate_limit_per_minute"] = perMinute });
        await _client.CallAsync(HttpMethod.Put, $"/teams/{teamId}/grants", new JsonObject { ["proxies"] = new JsonArray([.. grants]) }, cancellationToken);
        var key = await _client.CallAsync(HttpMethod.Post, "/api-keys", new JsonObject { ["name"] = $"key of the {team}", ["team_id"] = teamId }, cancellationToken);
        return key.GetProperty("key").GetString() ?? "";
    }

    private static string Id(JsonElement made) => made.GetProperty("id").GetString() ?? "";
}
