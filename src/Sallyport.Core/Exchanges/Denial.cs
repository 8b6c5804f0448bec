namespace Sallyport.Core.Exchanges;

/// <summary>
/// A refusal as a value. The plane writes it in the caller's protocol.
/// </summary>
/// <param name="Code">Which rule of the gateway refused; a closed set.</param>
/// <param name="Status">The HTTP status where one can still be sent.</param>
/// <param name="Detail">For the caller: names the thing, the value (never a secret) and the remedy.</param>
public sealed record Denial(DenialCode Code, int Status, string Detail)
{
    /// <summary>The detection rule, policy or limit that decided, where one did.</summary>
    public string? RuleId { get; init; }

    /// <summary>When trying again makes sense, for rate limits.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The limit's size and what is left of it, for rate limits.</summary>
    public RateLimitState? RateLimit { get; init; }

    /// <summary>The stable name of the code, as in responses, logs and the audit trail.</summary>
    public string WireCode => DenialCodes.ToWire(Code);
}
