namespace Sallyport.Identity;

/// <summary>Sign-in, sessions and API keys.</summary>
public sealed class IdentityOptions
{
    /// <summary>
    /// The password of the first administrator, used only while there are no users. Default: none, and a random password that must be
    /// changed is made and shown once. Set by <c>SALLYPORT_ADMIN_PASSWORD</c>. It obeys the rules of <c>Passwords</c>.
    /// </summary>
    public string? AdminPassword { get; set; }

    /// <summary>How long a session lasts at most. 5 minutes to 30 days; default 12 hours.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>
    /// How long an access token works before it has to be swapped by its refresh token. 1 minute to <see cref="SessionLifetime"/>; default 15
    /// minutes.
    /// </summary>
    public TimeSpan AccessLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// From which role on people must have a second factor: <c>none</c>, <c>viewer</c>, <c>operator</c> or <c>admin</c>. Any
    /// role with a permission that reaches as far counts. Whoever has none can do nothing but enrol one. Default: none.
    /// </summary>
    public string RequireSecondFactorFrom { get; set; } = "none";

    /// <summary>Whether a sign-in ends the person's other sessions. Default: false, people may use several devices.</summary>
    public bool SingleSession { get; set; }

    /// <summary>How long a session lasts without use. 1 minute to <see cref="SessionLifetime"/>; default 30 minutes.</summary>
    public TimeSpan SessionIdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How many password hashes (<c>Passwords:HashMemoryMib</c> each) run at once. 1 to 64; default 2.</summary>
    public int MaxConcurrentPasswordHashes { get; set; } = 2;

    /// <summary>Failed sign-ins of one account before it has to wait. 3 to 100; default 5.</summary>
    public int SignInFailuresPerAccount { get; set; } = 5;

    /// <summary>Failed sign-ins from one address before it has to wait. 3 to 10,000; default 20.</summary>
    public int SignInFailuresPerAddress { get; set; } = 20;

    /// <summary>Invalid API keys from one address in a minute before the answer is 429. 10 to 100,000; default 100.</summary>
    public int ApiKeyFailuresPerAddress { get; set; } = 100;

    /// <summary>Does not show the password.</summary>
    public override string ToString() => nameof(IdentityOptions);
}
