using System.Globalization;
using Microsoft.Extensions.Options;
using Sallyport.Core.Access;
using Sallyport.Core.Exchanges;
using Sallyport.Core.Limits;
using Sallyport.Core.Pipeline;
using Sallyport.Identity.ApiKeys;
using Sallyport.Identity.Tokens;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Authentication;

/// <summary>
/// Establishes who calls from the API key or access token shown. Sets <see cref="Exchange.Caller"/>. Session tokens of people are not accepted on
/// the data planes: a browser session must not be usable by a script against an upstream.
/// </summary>
public sealed class AuthenticateStage : IRequestStage
{
    private static readonly Denial Missing = new(
        DenialCode.CredentialMissing, 401, "Show an API key (spk_…) or access token of this gateway as 'Authorization: Bearer', 'X-API-Key', 'api-key' or 'x-goog-api-key'.");

    private static readonly Denial Ambiguous = new(
        DenialCode.CredentialInvalid, 401, "The request shows more than one API key; send exactly one.");

    private static readonly Denial Unknown = new(
        DenialCode.CredentialInvalid, 401, "The API key is not known or has been revoked; check that it is a key of this gateway (spk_…) and complete.");

    private static readonly Denial OwnerInactive = new(
        DenialCode.CredentialInvalid, 401, "The API key's owner is deactivated; an administrator can make a new key.");

    private static readonly Denial UnknownToken = new(
        DenialCode.CredentialInvalid, 401, "The access token is not one of this gateway or has been revoked; ask for a new one.");

    private static readonly Denial ExpiredToken = new(DenialCode.CredentialExpired, 401, "The access token has expired; ask for a new one.");

    private readonly ApiKeyTable _keys;
    private readonly AccessTokenTable _tokens;
    private readonly UserTable _users;
    private readonly ITeamDirectory _teams;
    private readonly FailureThrottle _failures;

    /// <summary>Makes the stage.</summary>
    public AuthenticateStage(ApiKeyTable keys, AccessTokenTable tokens, UserTable users, ITeamDirectory teams, TimeProvider clock, IOptions<IdentityOptions> options)
    {
        _keys = keys;
        _tokens = tokens;
        _users = users;
        _teams = teams;
        var minute = TimeSpan.FromMinutes(1);
        _failures = new FailureThrottle(new(options.Value.ApiKeyFailuresPerAddress, minute, minute), clock);
    }

    /// <inheritdoc />
    public ValueTask<Denial?> ApplyAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        var denial = Authenticate(exchange);

        // Only failures are held back: a valid key works from any address, so that one misbehaving client behind a shared address
        // does not lock the others out. 256-bit keys cannot be guessed; the limit bounds noise and audit volume.
        // A right key at the wrong place or time guesses nothing, and is refused as itself.
        return ValueTask.FromResult(denial is null or { Code: DenialCode.AccessDenied } ? denial : Count(denial, exchange));
    }

    private Denial? Authenticate(Exchange exchange)
    {
        var shown = PresentedKey.Read(exchange.Http.Request.Headers);
        if (shown.IsAmbiguous)
        {
            return Ambiguous;
        }

        if (shown.Key.IsEmpty)
        {
            return Missing;
        }

        if (TokenReader.IsCandidate(shown.Key))
        {
            return AuthenticateToken(exchange, shown.Key);
        }

        if (!ApiKeyFormat.IsWellFormed(shown.Key) || _keys.Find(shown.Key) is not { Key.RevokedAt: null } entry)
        {
            return Unknown;
        }

        var now = exchange.StartedAt;
        if (entry.Key.ExpiresAt <= now)
        {
            var ended = entry.Key.ExpiresAt.Value.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
            return new Denial(DenialCode.CredentialExpired, 401, $"The API key '{entry.Key.Name}' expired at {ended}; make a new key.");
        }

        if (_users.Find(entry.Key.OwnerUserId) is not { IsActive: true } owner)
        {
            return OwnerInactive;
        }

        entry.Use.Note(now, exchange.Http.Connection.RemoteIpAddress);
        var teamId = entry.Key.TeamId;
        exchange.CallerEnded = entry.Use.Ended;
        exchange.Caller = entry.CallerWith(teamId is null ? null : _teams.FindName(teamId), teamId is null && _users.RightsOf(owner).Has(Permissions.ProxiesUse));

        // After the caller is known: a refusal of a key that is right is recorded as its own.
        return entry.Gate?.Refuse(entry.Key.Name, exchange.Http.Connection.RemoteIpAddress, now);
    }

    private Denial? AuthenticateToken(Exchange exchange, ReadOnlySpan<char> text)
    {
        var known = _tokens.FindKnown(text);
        if (known is null && _failures.RemainingWait(ClientAddress.Of(exchange.Http.Connection.RemoteIpAddress)) is not null)
        {
            // Verifying costs far more than refusing; one that is remembered works from any address.
            return UnknownToken;
        }

        if ((known ?? _tokens.Verify(text, exchange.Http.Response)) is not { } entry)
        {
            return UnknownToken;
        }

        var (token, now) = (entry.Token, exchange.StartedAt);
        if (token.ExpiresAt <= now)
        {
            return ExpiredToken;
        }

        if (_tokens.IsRevoked(token) || _users.Find(token.UserId) is not { } user)
        {
            return UnknownToken;
        }

        exchange.CallerEnded = entry.Ended.Token;
        exchange.Caller = entry.CallerWith(token.TeamId is null ? null : _teams.FindName(token.TeamId), token.TeamId is null && _users.RightsOf(user).Has(Permissions.ProxiesUse));
        return entry.Gate?.Refuse(token.Name, exchange.Http.Connection.RemoteIpAddress, now);
    }

    private Denial Count(Denial denial, Exchange exchange)
    {
        var address = ClientAddress.Of(exchange.Http.Connection.RemoteIpAddress);
        if (_failures.RemainingWait(address) is { } wait)
        {
            exchange.Caller = Caller.Nobody;
            return new Denial(DenialCode.TooManyFailures, 429, "Too many requests without a valid API key from this address.") { RetryAfter = wait };
        }

        // A request without any key is a mistake in set-up, not an attempt, and is common with health probes.
        if (denial.Code != DenialCode.CredentialMissing)
        {
            _failures.Fail(address);
        }

        return denial;
    }
}
