using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Microsoft.Extensions.Options;
using Sallyport.Core.Exchanges;

namespace Sallyport.Core.Upstream;

/// <summary>
/// The only way out of the gateway. Follows no redirects and keeps no cookies (both would act with the gateway's rights at a place
/// nobody approved), decompresses nothing behind the guards' back, uses no system proxy, and connects only where
/// <see cref="AddressGuard"/> allows. Connections are pooled per pool key, so that one proxy's connections never serve another.
/// HTTP/1.1, and HTTP/2 where TLS negotiates it.
/// </summary>
public sealed class UpstreamClient : IDisposable
{
    /// <summary>A larger body may not fit into the system's buffers, and goes over connections that listen while they send.</summary>
    private const int LargeBytes = 64 * 1024;

    private readonly ConcurrentDictionary<(string Key, bool IsLarge), HttpMessageInvoker> _pools = new();
    private readonly GuardedConnector _connector;
    private readonly UpstreamOptions _options;
    private volatile bool _isDisposed;

    /// <summary>Makes the client.</summary>
    public UpstreamClient(AddressGuard guard, IOptions<UpstreamOptions> options)
    {
        _connector = new GuardedConnector(guard);
        _options = options.Value;
    }

    /// <summary>The refusal of an exchange whose proxy was stopped while it ran.</summary>
    public static Denial ProxyEnded { get; } = new(DenialCode.ProxyStopped, 503, "The proxy was stopped before its answer was complete.");

    /// <summary>The refusal of an exchange whose caller's key or token was revoked while it ran.</summary>
    public static Denial CallerEnded { get; } = new(DenialCode.CredentialRevoked, 401, "The API key or access token was revoked before its answer was complete.");

    /// <summary>Sends a request that no revocation ends; else as the other.</summary>
    public ValueTask<UpstreamResult> SendAsync(HttpRequestMessage request, string poolKey, CancellationToken ended, CancellationToken cancellationToken) =>
        SendAsync(request, poolKey, ended, CancellationToken.None, cancellationToken);

    /// <summary>
    /// Sends a request and reads the answer's head. While the body is read, a silence longer than the idle timeout throws
    /// <see cref="TimeoutException"/> from the read.
    /// </summary>
    /// <param name="request">The request; its body may be read more than once only if its content allows.</param>
    /// <param name="poolKey">Whose connections to use: the proxy's id.</param>
    /// <param name="ended">The proxy having been stopped; also ends the body, with a <see cref="TimeoutException"/>.</param>
    /// <param name="revoked">The caller's key having been revoked; likewise.</param>
    /// <param name="cancellationToken">The caller going away; also ends the body.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async ValueTask<UpstreamResult> SendAsync(HttpRequestMessage request, string poolKey, CancellationToken ended, CancellationToken revoked, CancellationToken cancellationToken)
    {
        // More than two tokens cost a list, and most callers' can never be revoked.
        var deadline = revoked.CanBeCanceled
            ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ended, revoked)
            : CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ended);
        deadline.CancelAfter(_options.HeadTimeout);
        try
        {
            var response = await Begin(request, poolKey, deadline.Token);
            if ((int)response.StatusCode is >= 300 and < 400 and not (int)HttpStatusCode.NotModified)
            {
                response.Dispose();
                deadline.Dispose();
                return Refuse(DenialCode.UpstreamInvalid, 502, $"The upstream answered {(int)response.StatusCode} (a redirect). Redirects are not followed; set the proxy's target to the final address.");
            }

            if ((int)response.StatusCode is < 200 or 205 or > 599)
            {
                // 1xx would be taken for an answer to come, 205 cannot carry the body it may have, and beyond 599 nothing is defined.
                response.Dispose();
                deadline.Dispose();
                return Refuse(DenialCode.UpstreamInvalid, 502, $"The upstream answered {(int)response.StatusCode}, which is no answer that can be passed on.");
            }

            response.Content = new IdleTimeoutContent(response.Content, deadline, _options.IdleTimeout, cancellationToken);
            return new UpstreamResult(response, null);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException or AuthenticationException or SocketException or ObjectDisposedException)
        {
            deadline.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            if (revoked.IsCancellationRequested)
            {
                return new UpstreamResult(null, CallerEnded);
            }

            return ended.IsCancellationRequested ? new UpstreamResult(null, ProxyEnded) : Explain(exception);
        }
    }

    /// <summary>Closes the idle connections of a proxy that was removed or pointed elsewhere.</summary>
    public void Forget(string poolKey)
    {
        foreach (var isLarge in (ReadOnlySpan<bool>)[false, true])
        {
            if (_pools.TryRemove((poolKey, isLarge), out var pool))
            {
                pool.Dispose();
            }
        }
    }

    /// <summary>Closes all connections.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        foreach (var pool in _pools.Values)
        {
            pool.Dispose();
        }
    }

    /// <summary>
    /// A proxy may be forgotten between the look-up of its pool and the sending. The pool says so before it has sent anything, so the same
    /// request goes to the next pool, which is new.
    /// </summary>
    private Task<HttpResponseMessage> Begin(HttpRequestMessage request, string poolKey, CancellationToken cancellationToken)
    {
        var isLarge = request.Content?.Headers.ContentLength > LargeBytes;
        while (true)
        {
            try
            {
                return Pool((poolKey, isLarge)).SendAsync(request, cancellationToken);
            }
            catch (ObjectDisposedException) when (!_isDisposed)
            {
                // A pool is disposed after it has left the table: the next round cannot find it again.
            }
        }
    }

    private HttpMessageInvoker Pool((string Key, bool IsLarge) key) =>
        _pools.TryGetValue(key, out var pool) ? pool : _pools.GetOrAdd(key, made => new HttpMessageInvoker(CreateHandler(made.IsLarge)));

    private SocketsHttpHandler CreateHandler(bool isLarge) => new()
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        // Trace context is written by the pipeline, where it knows the exchange; the handler's own propagator would cost a lookup per request.
        ActivityHeadersPropagator = null,
        ConnectTimeout = _options.ConnectTimeout,
        PooledConnectionIdleTimeout = _options.PooledConnectionIdleTimeout,
        PooledConnectionLifetime = _options.PooledConnectionLifetime,
        EnableMultipleHttp2Connections = true,
        MaxResponseHeadersLength = 64,
        Expect100ContinueTimeout = TimeSpan.Zero,
        // As the caller sent them: ASCII alone would refuse the whole request for one letter in a label, and blame the upstream.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8,
        ConnectCallback = _connector.ConnectAsync,
        PlaintextStreamFilter = isLarge ? ListenWhileSending : null,
    };

    /// <summary>HTTP/2 says what it has to say at any time; only HTTP/1.1 needs help.</summary>
    private static ValueTask<Stream> ListenWhileSending(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellationToken) =>
        new(context.NegotiatedHttpVersion.Major >= 2 ? context.PlaintextStream : new EarlyAnswerStream(context.PlaintextStream));

    /// <summary>Says what failed without naming the upstream's host: callers need not learn internal names, the operator knows the proxy.</summary>
    private static UpstreamResult Explain(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case AddressRefusedException:
                    return Refuse(DenialCode.UpstreamAddressRefused, 502, "The upstream resolves to an address the gateway must not connect to. If that is intended, the operator lists the address or host in SALLYPORT_ALLOW_PRIVATE_UPSTREAMS and restarts the gateway.");
                case OperationCanceledException or TimeoutException:
                    return Refuse(DenialCode.UpstreamTimeout, 504, "The upstream did not answer in time.");
                case ObjectDisposedException:
                    return Refuse(DenialCode.UpstreamUnreachable, 502, "The connection to the upstream was given up because the proxy was changed. Send the request again.");
                case AuthenticationException:
                    return Refuse(DenialCode.UpstreamUnreachable, 502, "The TLS connection to the upstream failed: its certificate or protocol is not acceptable.");
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return Refuse(DenialCode.UpstreamUnreachable, 502, "The upstream could not be resolved: DNS knows no address for it, or does not answer.");
                case SocketException socket:
                    return Refuse(DenialCode.UpstreamUnreachable, 502, $"The upstream could not be reached ({socket.SocketErrorCode}).");
            }
        }

        return Refuse(DenialCode.UpstreamInvalid, 502, "The upstream did not answer with valid HTTP.");
    }

    private static UpstreamResult Refuse(DenialCode code, int status, string detail) => new(null, new Denial(code, status, detail));
}
