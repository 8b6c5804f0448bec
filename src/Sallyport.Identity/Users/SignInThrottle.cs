using Microsoft.Extensions.Options;
using Sallyport.Core.Limits;
using Sallyport.Identity.Authentication;

namespace Sallyport.Identity.Users;

/// <summary>
/// Slows down guessing of passwords, by account and by address. Names without an account count the same, so that the answers
/// do not tell which accounts exist.
/// <para>
/// An account is counted apart at each address from which it signed in before: otherwise anybody could lock its owner out by failing on purpose,
/// from as many addresses as it takes.
/// </para>
/// </summary>
public sealed class SignInThrottle
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private readonly FailureThrottle _accounts;
    private readonly FailureThrottle _addresses;
    private readonly FailureThrottle _owners;
    private readonly KnownPlaces _known = new();

    /// <summary>Makes one with the configured thresholds.</summary>
    public SignInThrottle(IOptions<IdentityOptions> options, TimeProvider clock)
    {
        _accounts = new FailureThrottle(new(options.Value.SignInFailuresPerAccount, FirstWait, LongestWait), clock);
        _owners = new FailureThrottle(new(options.Value.SignInFailuresPerAccount, FirstWait, LongestWait), clock);
        _addresses = new FailureThrottle(new(options.Value.SignInFailuresPerAddress, FirstWait, LongestWait), clock);
    }

    /// <summary>How many accounts, places and addresses are remembered.</summary>
    internal int Count => _accounts.Count + _owners.Count + _addresses.Count;

    internal TimeSpan? RemainingWait(string account, string address)
    {
        var (throttle, cause) = Counted(account, address);
        var byAccount = throttle.RemainingWait(cause);
        var byAddress = _addresses.RemainingWait(ClientAddress.Of(address));
        return byAccount is null || byAddress > byAccount ? byAddress : byAccount;
    }

    /// <summary>The same for the account alone, whatever else came from the address.</summary>
    internal TimeSpan? RemainingWaitOfAccount(string account, string address)
    {
        var (throttle, cause) = Counted(account, address);
        return throttle.RemainingWait(cause);
    }

    internal SignInAttempt Fail(string account, string address)
    {
        var (throttle, cause) = Counted(account, address);
        return new SignInAttempt(throttle.Fail(cause), _addresses.Fail(ClientAddress.Of(address)));
    }

    /// <summary>
    /// Forgets the account's failures. The address keeps its earlier ones: otherwise one valid account would let an address guess at
    /// all others without end.
    /// </summary>
    internal void Succeed(string account, string address)
    {
        var (throttle, cause) = Counted(account, address);
        throttle.Forget(cause);
        _addresses.Pardon(ClientAddress.Of(address));
        _known.Add(KnownPlaces.Name(account, ClientAddress.Of(address)));
    }

    /// <summary>Takes a counted failure back, where the outcome was neither success nor failure.</summary>
    internal void Withdraw(string account, string address, SignInAttempt attempt)
    {
        var (throttle, cause) = Counted(account, address);
        throttle.Withdraw(cause, attempt.Account);
        _addresses.Withdraw(ClientAddress.Of(address), attempt.Address);
    }

    /// <summary>Until when accounts have to wait, at some address at least. In this process; others count for themselves.</summary>
    internal IReadOnlyDictionary<string, DateTimeOffset> Waiting()
    {
        var waiting = new Dictionary<string, DateTimeOffset>(_accounts.Waiting(), StringComparer.Ordinal);
        foreach (var (place, until) in _owners.Waiting())
        {
            var account = KnownPlaces.AccountOf(place);
            waiting[account] = waiting.TryGetValue(account, out var known) && known > until ? known : until;
        }

        return waiting;
    }

    /// <summary>Forgets an account's failures at every address. An address that guessed at many accounts still has to wait.</summary>
    internal void Unlock(string account)
    {
        _accounts.Forget(account);
        _owners.ForgetEnding(KnownPlaces.EndOf(account));
    }

    /// <summary>
    /// Forgets the account's failures, as counted at this address, when all of them were at an earlier password: an administrator or the command line gave
    /// it a new one, perhaps through another process.
    /// </summary>
    internal void UnlockBefore(string account, string address, DateTimeOffset time)
    {
        var (throttle, cause) = Counted(account, address);
        throttle.ForgetBefore(cause, time);
    }

    private (FailureThrottle Throttle, string Cause) Counted(string account, string address)
    {
        var place = KnownPlaces.Name(account, ClientAddress.Of(address));
        return _known.Contains(place) ? (_owners, place) : (_accounts, account);
    }
}
