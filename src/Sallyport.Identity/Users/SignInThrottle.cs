using Microsoft.Extensions.Options;
using Sallyport.Core.Limits;
using Sallyport.Identity.Authentication;

namespace Sallyport.Identity.Users;

/// <summary>
/// Slows down guessing of passwords, by account and by address. Names without an account count the same, so that the answers
/// do not tell which accounts exist.
/// </summary>
public sealed class SignInThrottle
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private readonly FailureThrottle _accounts;
    private readonly FailureThrottle _addresses;

    /// <summary>Makes one with the configured thresholds.</summary>
    public SignInThrottle(IOptions<IdentityOptions> options, TimeProvider clock)
    {
        _accounts = new FailureThrottle(new(options.Value.SignInFailuresPerAccount, FirstWait, LongestWait), clock);
        _addresses = new FailureThrottle(new(options.Value.SignInFailuresPerAddress, FirstWait, LongestWait), clock);
    }

    internal TimeSpan? RemainingWait(string account, string address)
    {
        var byAccount = _accounts.RemainingWait(account);
        var byAddress = _addresses.RemainingWait(ClientAddress.Of(address));
        return byAccount is null || byAddress > byAccount ? byAddress : byAccount;
    }

    internal void Fail(string account, string address)
    {
        _accounts.Fail(account);
        _addresses.Fail(ClientAddress.Of(address));
    }

    /// <summary>
    /// Forgets the account's failures. The address keeps its earlier ones: otherwise one valid account would let an address guess at
    /// all others without end.
    /// </summary>
    internal void Succeed(string account, string address)
    {
        _accounts.Forget(account);
        _addresses.Pardon(ClientAddress.Of(address));
    }
}
