using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Sallyport.Core.Upstream;

namespace Sallyport.Host.Cli.Demo;

/// <summary>
/// Talks to the demonstration's gateway over HTTP, as an application and as an operator. It uses the guarded way out like everything
/// else in the program; only loopback is open to it.
/// </summary>
/// <param name="gateway">Where the gateway listens.</param>
internal sealed class DemoClient(Uri gateway) : IDisposable
{
    private const string Pool = "demo";

    private readonly UpstreamClient _client = Create();
    private string? _session;

    /// <summary>Signs in; later management calls use the session.</summary>
    internal async Task SignInAsync(string userName, string password, CancellationToken cancellationToken)
    {
        var signedIn = await CallAsync(HttpMethod.Post, "/auth/login", new JsonObject { ["username"] = userName, ["password"] = password }, cancellationToken);
        _session = signedIn.GetProperty("token").GetString();
    }

    /// <summary>One call of the management API; answers the envelope's data.</summary>
    /// <exception cref="DemoFaultException">The call was refused.</exception>
    internal async Task<JsonElement> CallAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellationToken)
    {
        using var request = Request(method, $"/api/v1{path}", body?.ToJsonString(), _session);
        var answer = await SendAsync(request, cancellationToken);
        return answer.Status is >= 200 and < 300
            ? JsonElement.Parse(answer.Body).GetProperty("data")
            : throw new DemoFaultException($"{method} {path} answered {answer.Status}: {answer.Body}");
    }

    /// <summary>Sends a request of the script.</summary>
    internal async Task<DemoAnswer> SendAsync(DemoRequest request, string? key, CancellationToken cancellationToken)
    {
        using var message = Request(HttpMethod.Post, $"/llm/{request.Proxy}{request.Path}", request.Body, key);
        return await SendAsync(message, cancellationToken);
    }

    public void Dispose() => _client.Dispose();

    private async Task<DemoAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var result = await _client.SendAsync(request, Pool, CancellationToken.None, cancellationToken);
        if (result.Response is not { } response)
        {
            throw new DemoFaultException($"The gateway did not answer: {result.Denial?.Detail}");
        }

        using (response)
        {
            var id = response.Headers.TryGetValues("X-Request-Id", out var ids) ? string.Concat(ids) : "";
            return new DemoAnswer((int)response.StatusCode, await ReadAsync(response, cancellationToken), id);
        }
    }

    private HttpRequestMessage Request(HttpMethod method, string path, string? body, string? bearer)
    {
        var request = new HttpRequestMessage(method, new Uri(gateway, path));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        return request;
    }

    /// <summary>Reads as far as it goes: a gateway that cuts an answer off has still sent the first part.</summary>
    private static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        var buffer = new char[4096];
        try
        {
            for (var read = await reader.ReadAsync(buffer, cancellationToken); read > 0; read = await reader.ReadAsync(buffer, cancellationToken))
            {
                text.Append(buffer, 0, read);
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            text.Append(" (cut off)");
        }

        return text.ToString();
    }

    private static UpstreamClient Create()
    {
        var options = Options.Create(new UpstreamOptions { HeadTimeout = TimeSpan.FromSeconds(30) });
        options.Value.AllowPrivate.Add("127.0.0.1");
        return new UpstreamClient(new AddressGuard(options), options);
    }
}
