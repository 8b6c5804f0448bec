using Sallyport.Core.Auditing;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Mfa;

/// <summary>Confirms a begun authenticator; wrong codes count like those of a sign-in, so that a stolen session cannot guess at it.</summary>
public sealed class SecondFactorConfirmation(SecondFactor factor, SignInThrottle throttle, AccountLocks locks)
{
    /// <summary>The recovery codes, or why there are none; both are null when the code is wrong or there is nothing to confirm.</summary>
    internal async Task<(IReadOnlyList<string>? Codes, PasswordRefusal? Refusal)> ConfirmAsync(
        User user, string code, RequestActor actor, CancellationToken cancellationToken)
    {
        if (throttle.RemainingWait(user.Name, actor.SourceIp) is { } wait)
        {
            return (null, PasswordRefusal.Wait(wait));
        }

        // Counted before the outcome is known: guesses at the same time must not all pass the check above.
        var attempt = throttle.Fail(user.Name, actor.SourceIp);
        if (await factor.ConfirmAsync(user, code, actor, cancellationToken) is not { } codes)
        {
            await locks.RecordAsync(user, actor);
            return (null, null);
        }

        throttle.Withdraw(user.Name, actor.SourceIp, attempt);
        return (codes, null);
    }
}
