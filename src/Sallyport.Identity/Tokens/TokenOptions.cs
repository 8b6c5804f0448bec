namespace Sallyport.Identity.Tokens;

/// <summary>Access tokens (JSON Web Tokens) that the gateway signs for callers.</summary>
public sealed class TokenOptions
{
    /// <summary>Who signs, as the tokens' <c>iss</c>. 1 to 256 characters; default <c>sallyport</c>. Tokens of another issuer are refused.</summary>
    public string Issuer { get; set; } = "sallyport";

    /// <summary>For whom they are, as the tokens' <c>aud</c>. 1 to 256 characters; default <c>sallyport</c>.</summary>
    public string Audience { get; set; } = "sallyport";

    /// <summary>How new signing keys sign: <c>ES256</c>, <c>RS256</c> or <c>PS256</c>. Default: ES256. A change counts from the next signing key on.</summary>
    public string Algorithm { get; set; } = "ES256";

    /// <summary>The longest life of a token. 1 minute to 24 hours; default 24 hours.</summary>
    public TimeSpan MaxLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The life of a token where its maker asks for none. 1 minute to <see cref="MaxLifetime"/>; default 15 minutes.</summary>
    public TimeSpan DefaultLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a signing key signs before the next one does. 1 day to 365 days; default 90 days.</summary>
    public TimeSpan KeyLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long a signing key is published before it signs, so that those who keep the key set have it. 0 to 24 hours; default 1 hour.</summary>
    public TimeSpan PublishAhead { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The most tokens whose verification is remembered; about 1 KiB each. 100 to 1,000,000; default 10,000.</summary>
    public int MaxRemembered { get; set; } = 10_000;
}
