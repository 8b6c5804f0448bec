using System.Buffers;
using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Sallyport.Core.Exchanges;

namespace Sallyport.Core.Upstream;

/// <summary>Which headers cross the gateway, in each direction. RFC 9110 section 7.6.1 for hop-by-hop fields; the rest names its threat.</summary>
public static class HeaderRules
{
    /// <summary>RFC 9110 section 7.6.1, and the older fields still in use.</summary>
    private static readonly string[] HopByHop =
    [
        HeaderNames.Connection, HeaderNames.KeepAlive, HeaderNames.ProxyConnection, HeaderNames.ProxyAuthenticate, HeaderNames.ProxyAuthorization,
        HeaderNames.TE, HeaderNames.Trailer, HeaderNames.TransferEncoding, HeaderNames.Upgrade, "HTTP2-Settings",
    ];

    private static readonly FrozenSet<string> NotToUpstream = HopByHop.Concat(
    [
        // The caller's credentials open the gateway, not the upstream: forwarding them would leak them.
        HeaderNames.Authorization, "X-API-Key", "api-key", "x-goog-api-key", "X-Session-ID", HeaderNames.Cookie,
        // Set anew for the upstream's connection, or belonging to a body that may be rewritten.
        HeaderNames.Host, HeaderNames.ContentLength, HeaderNames.ContentEncoding, HeaderNames.Expect, "Content-MD5", "Digest", "Content-Digest", "Repr-Digest",
        // Answers come back uncompressed, so that they can be inspected as they stream.
        HeaderNames.AcceptEncoding, HeaderNames.Range, HeaderNames.IfRange,
        // The inside of our network is nobody's business, and a forged chain must not be passed on.
        "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Prefix", "X-Forwarded-Port", "X-Forwarded-Server", "X-Real-IP",
        "X-Client-IP", "True-Client-IP", "CF-Connecting-IP", "Via", "X-Request-Id",
        // The method and path that were judged are the ones that count: some servers let these replace them.
        "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "X-Original-URL", "X-Rewrite-URL",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a header's name is made of where every server reads it alike.</summary>
    private static readonly SearchValues<char> Printable = SearchValues.Create([(char)9, .. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    // Orders to a web server between us and the caller: some read a file or another address of their own and send that instead.
    private static readonly string[] ForServersBetween = ["X-Accel-", "X-Sendfile", "X-LiteSpeed-", "X-Lighttpd-", "X-Reproxy-", "Surrogate-"];

    private static readonly SearchValues<char> Plain = SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly FrozenSet<string> NotForCredentials = HopByHop.Concat(
    [
        // A secret in one of these would break the framing, name another server, or change what the upstream does instead of opening it.
        HeaderNames.Host, HeaderNames.Expect, HeaderNames.AcceptEncoding, HeaderNames.Accept, HeaderNames.Range, HeaderNames.IfRange, HeaderNames.Allow, HeaderNames.Expires,
        HeaderNames.LastModified, HeaderNames.Date, HeaderNames.Via, HeaderNames.Warning, "Forwarded", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override",
        "X-Original-URL", "X-Rewrite-URL", "X-Request-Id",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> NotToCaller = HopByHop.Concat(
    [
        // A cookie, transport policy or alternative service of the upstream would be bound to the gateway's own origin.
        HeaderNames.SetCookie, "Set-Cookie2", HeaderNames.StrictTransportSecurity, HeaderNames.AltSvc, "Clear-Site-Data", "Public-Key-Pins",
        // The body may be rewritten; its framing is ours.
        HeaderNames.ContentLength, HeaderNames.ContentEncoding, "Content-MD5", "Digest", "Content-Digest", "Repr-Digest", HeaderNames.AcceptRanges,
        // The gateway's own request id, warnings and limits stand in these places.
        "X-Request-Id", "Sallyport-Warning", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset",
        // The upstream's cross-origin policy does not speak for the gateway.
        HeaderNames.AccessControlAllowOrigin, HeaderNames.AccessControlAllowCredentials, HeaderNames.AccessControlAllowHeaders, HeaderNames.AccessControlAllowMethods, HeaderNames.AccessControlExposeHeaders,
        HeaderNames.AccessControlMaxAge,
        // Orders to a browser and challenges: they would act on the gateway's origin, or make a client show its key anew.
        HeaderNames.WWWAuthenticate, HeaderNames.Location, HeaderNames.ContentLocation, HeaderNames.Link, "Refresh", HeaderNames.ContentSecurityPolicy,
        HeaderNames.ContentSecurityPolicyReportOnly, "NEL", "Report-To", "Reporting-Endpoints", "Service-Worker-Allowed", "SourceMap", "X-SourceMap", "Accept-CH", "Critical-CH",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the gateway may show a credential in a header of this name. No header of the body, of the connection or of routing may hold one.</summary>
    public static bool MayHoldCredential(string name) =>
        !NotForCredentials.Contains(name)
        && !name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("Sec-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Copies what the upstream may see. The request's content, if it has one, is set before.</summary>
    /// <param name="from">The caller's request.</param>
    /// <param name="to">The upstream's.</param>
    /// <param name="credentialHeader">The header in which the gateway shows itself to this upstream; the caller's own of that name stays behind.</param>
    public static void CopyRequestHeaders(HttpRequest from, HttpRequestMessage to, string? credentialHeader = null)
    {
        var nominated = from.Headers.Connection;
        foreach (var (name, value) in from.Headers)
        {
            if (name.StartsWith(':') || IsWithheld(name, credentialHeader) || IsNominated(nominated, name))
            {
                continue;
            }

            if (!Add(to.Headers, name, value) && to.Content is not null)
            {
                Add(to.Content.Headers, name, value);
            }
        }
    }

    /// <summary>Copies what the caller may see of the answer's head.</summary>
    /// <param name="from">The answer.</param>
    /// <param name="to">The response to the caller.</param>
    /// <param name="credential">The credential the upstream was sent; headers that repeat it stay behind.</param>
    public static void CopyResponseHeaders(HttpResponseMessage from, HttpResponse to, UpstreamCredential? credential = null)
    {
        var nominated = from.Headers.NonValidated.TryGetValues(HeaderNames.Connection, out var values) ? new StringValues([.. values]) : default;
        Copy(from.Headers, nominated, to.Headers, credential);
        Copy(from.Content.Headers, nominated, to.Headers, credential);
    }

    /// <summary>
    /// Many servers hand headers to programs with every sign other than a letter or digit read as one and the same (RFC 3875 section 4.1.18):
    /// <c>X_Api_Key</c> is <c>X-Api-Key</c> to them, so it is here.
    /// </summary>
    private static bool IsWithheld(string name, string? credentialHeader)
    {
        if (!name.AsSpan().ContainsAnyExcept(Plain))
        {
            return NotToUpstream.Contains(name) || name.Equals(credentialHeader, StringComparison.OrdinalIgnoreCase);
        }

        var folded = Fold(name);
        return NotToUpstream.Contains(folded)
            || folded.Equals(HeaderNames.ContentType, StringComparison.OrdinalIgnoreCase)
            || (credentialHeader is not null && folded.Equals(Fold(credentialHeader), StringComparison.OrdinalIgnoreCase));
    }

    private static string Fold(string name) => string.Create(name.Length, name, static (folded, name) =>
    {
        for (var i = 0; i < folded.Length; i++)
        {
            folded[i] = char.IsAsciiLetterOrDigit(name[i]) ? name[i] : '-';
        }
    });

    private static void Copy(System.Net.Http.Headers.HttpHeaders from, StringValues nominated, IHeaderDictionary to, UpstreamCredential? credential)
    {
        foreach (var header in from.NonValidated)
        {
            if (!MayReachCaller(header.Key) || IsNominated(nominated, header.Key) || !IsFit(header, credential))
            {
                continue;
            }

            to[header.Key] = header.Value.Count == 1 ? new StringValues(header.Value.ToString()) : new StringValues([.. header.Value]);
        }
    }

    private static bool MayReachCaller(string name)
    {
        foreach (var prefix in ForServersBetween)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return !NotToCaller.Contains(name);
    }

    // The server refuses to write a control character or another charset than ASCII, which would turn a good answer into a fault of ours.
    private static bool IsFit(KeyValuePair<string, System.Net.Http.Headers.HeaderStringValues> header, UpstreamCredential? credential)
    {
        if (credential is not null && credential.IsIn(header.Key))
        {
            return false;
        }

        foreach (var value in header.Value)
        {
            if (value.AsSpan().ContainsAnyExcept(Printable) || (credential is not null && credential.IsIn(value)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Add(System.Net.Http.Headers.HttpHeaders headers, string name, StringValues value) =>
        value.Count == 1 ? headers.TryAddWithoutValidation(name, value[0]) : headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);

    private static bool IsNominated(StringValues connection, string name)
    {
        if (connection.Count == 0)
        {
            return false;
        }

        foreach (var value in connection)
        {
            foreach (var part in value.AsSpan().Split(','))
            {
                if (value.AsSpan(part).Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
