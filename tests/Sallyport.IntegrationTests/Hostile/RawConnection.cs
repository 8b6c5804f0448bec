using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Sallyport.IntegrationTests.Hostile;

/// <summary>A connection to the gateway on which a test writes bytes that no HTTP client would.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Connects. A small buffer makes the gateway notice soon that nobody reads.</summary>
    internal static async Task<RawConnection> OpenAsync(Uri gateway, int? receiveBuffer = null)
    {
        var connection = new RawConnection();
        if (receiveBuffer is { } bytes)
        {
            connection._socket.ReceiveBufferSize = bytes;
        }

        await connection._socket.ConnectAsync(gateway.Host, gateway.Port, Token);
        return connection;
    }

    /// <summary>Sends text and answers all that comes back until the gateway closes.</summary>
    internal static async Task<string> AskAsync(Uri gateway, string text)
    {
        using var connection = await OpenAsync(gateway);
        await connection.SendAsync(text);
        return await connection.ReadToEndAsync();
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();

    /// <summary>Sends text, one byte for each character. A gateway that has closed already is no fault of the test.</summary>
    internal Task<bool> SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends bytes. False when the gateway takes no more.</summary>
    internal async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (bytes.Length > 0)
            {
                bytes = bytes[await _socket.SendAsync(bytes, Token)..];
            }

            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Says that nothing more will be sent, and goes on listening.</summary>
    internal void CloseSending() => _socket.Shutdown(SocketShutdown.Send);

    /// <summary>Gives the connection up without a word, as a crashed client does.</summary>
    internal void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Close();
    }

    /// <summary>What comes next.</summary>
    internal async Task<string> ReadSomeAsync()
    {
        var buffer = new byte[1024];
        return Encoding.Latin1.GetString(buffer, 0, await ReadAsync(buffer));
    }

    /// <summary>The next so many bytes.</summary>
    internal async Task<string> ReadAsync(int bytes)
    {
        var text = new StringBuilder(bytes);
        var buffer = new byte[16 * 1024];
        while (text.Length < bytes && await ReadAsync(buffer) is > 0 and var read)
        {
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return text.ToString();
    }

    /// <summary>All that comes until the gateway closes.</summary>
    internal async Task<string> ReadToEndAsync()
    {
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            for (var read = await ReadAsync(buffer); read > 0; read = await ReadAsync(buffer))
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (SocketException)
        {
            // A reset ends the answer like a close.
        }

        return text.ToString();
    }

    private ValueTask<int> ReadAsync(byte[] buffer) => _socket.ReceiveAsync(buffer, Token);
}
