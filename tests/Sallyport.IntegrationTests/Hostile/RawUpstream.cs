using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Sallyport.IntegrationTests.Hostile;

/// <summary>An upstream that writes bytes of the test's own to the socket, also such that no HTTP server would.</summary>
internal sealed class RawUpstream : IAsyncDisposable
{
    /// <summary>The head of a stream without a length; the connection's end is its end.</summary>
    internal const string StreamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

    /// <summary>The last events of a stream.</summary>
    internal const string StreamEnd =
        "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<NetworkStream, CancellationToken, Task> _script;
    private readonly bool _readsRequest;
    private Task _accepting = Task.CompletedTask;
    private int _connections;

    private RawUpstream(Func<NetworkStream, CancellationToken, Task> script, bool readsRequest)
    {
        _script = script;
        _readsRequest = readsRequest;
    }

    /// <summary>Where it listens.</summary>
    internal Uri Url => new($"http://{_listener.LocalEndpoint}");

    /// <summary>How many connections it has accepted.</summary>
    internal int Connections => Volatile.Read(ref _connections);

    /// <summary>Starts one. The script runs after the whole request has been read, unless it reads for itself; then the connection is closed.</summary>
    internal static Task<RawUpstream> StartAsync(Func<NetworkStream, CancellationToken, Task> script, bool readsRequest = true)
    {
        var upstream = new RawUpstream(script, readsRequest);
        upstream._listener.Start();
        upstream._accepting = upstream.AcceptAsync();
        return Task.FromResult(upstream);
    }

    /// <summary>One that always sends the same bytes.</summary>
    internal static Task<RawUpstream> StartAsync(byte[] answer) =>
        StartAsync(async (stream, cancellationToken) => await stream.WriteAsync(answer, cancellationToken));

    /// <summary>One event of a chat stream.</summary>
    internal static string Event(string said) => "data: " + new JsonObject
    {
        ["id"] = "c", ["object"] = "chat.completion.chunk", ["created"] = 1, ["model"] = "m",
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = new JsonObject { ["content"] = said }, ["finish_reason"] = null }),
    }.ToJsonString() + "\n\n";

    /// <summary>Writes text.</summary>
    internal static async Task SendAsync(NetworkStream stream, string text, CancellationToken cancellationToken) =>
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                open.Add(ServeAsync(client));
            }
        }
        finally
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            try
            {
                if (_readsRequest)
                {
                    await ReadRequestAsync(stream, _stop.Token);
                }

                await _script(stream, _stop.Token);
                client.Client.Shutdown(SocketShutdown.Send);
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // The gateway gave the connection up, or the test is over.
            }
        }
    }

    /// <summary>Reads a request with a Content-Length, which is what the gateway sends.</summary>
    internal static async Task ReadRequestAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var bytes = new List<byte>();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var read = await stream.ReadAsync(buffer, cancellationToken);
            bytes.AddRange(buffer.AsSpan(0, read));
            var text = Encoding.Latin1.GetString([.. bytes]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (read == 0 || (end >= 0 && bytes.Count - end - 4 >= Length(text[..end])))
            {
                return;
            }
        }
    }

    private static int Length(string head) => head.Split("\r\n")
        .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
        .Select(line => int.Parse(line["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture))
        .SingleOrDefault();
}
