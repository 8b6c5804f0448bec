namespace Sallyport.Core.Exchanges;

/// <summary>Why an exchange was refused. Names are part of the public contract (see <see cref="DenialCodes"/>); add, never rename.</summary>
public enum DenialCode
{
    /// <summary>No proxy of that name (404).</summary>
    ProxyNotFound,

    /// <summary>The proxy exists but is stopped or disabled (503).</summary>
    ProxyStopped,

    /// <summary>The provider has no such path in the allow-list (404).</summary>
    PathNotAllowed,

    /// <summary>The path exists, but not with that method (405).</summary>
    MethodNotAllowed,

    /// <summary>No credential was shown (401).</summary>
    CredentialMissing,

    /// <summary>The credential is unknown, malformed or revoked (401).</summary>
    CredentialInvalid,

    /// <summary>The credential has expired (401).</summary>
    CredentialExpired,

    /// <summary>The credential was revoked while the exchange ran (401).</summary>
    CredentialRevoked,

    /// <summary>Too many failed attempts from this address (429).</summary>
    TooManyFailures,

    /// <summary>No grant covers this proxy or operation (403).</summary>
    AccessDenied,

    /// <summary>A rate limit is used up (429).</summary>
    RateLimited,

    /// <summary>The body is larger than allowed (413).</summary>
    RequestTooLarge,

    /// <summary>The body could not be read as what it says it is (400).</summary>
    RequestMalformed,

    /// <summary>The body did not arrive in time (408).</summary>
    RequestTimeout,

    /// <summary>The content type or encoding cannot be inspected (415).</summary>
    UnsupportedMediaType,

    /// <summary>A policy forbids the request's content (403).</summary>
    ContentBlocked,

    /// <summary>A guard could not do its work, and the policy fails closed (503).</summary>
    GuardFailed,

    /// <summary>The upstream's address is not allowed (502).</summary>
    UpstreamAddressRefused,

    /// <summary>The upstream could not be reached (502).</summary>
    UpstreamUnreachable,

    /// <summary>The upstream did not answer in time (504).</summary>
    UpstreamTimeout,

    /// <summary>The upstream's answer breaks its protocol or was cut off (502).</summary>
    UpstreamInvalid,

    /// <summary>The upstream's answer is larger than can be inspected (502).</summary>
    ResponseTooLarge,

    /// <summary>A policy forbids the answer's content (403).</summary>
    ResponseBlocked,

    /// <summary>The upstream's credential cannot be read (503).</summary>
    CredentialUnavailable,

    /// <summary>The gateway holds as many bytes as it may (503).</summary>
    Overloaded,

    /// <summary>The caller stopped reading its answer (408; recorded, for nobody is there to be told).</summary>
    CallerStalled,

    /// <summary>A fault in the gateway (500).</summary>
    InternalError,
}
