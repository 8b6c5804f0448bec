using Sallyport.Core.Auditing;
using Sallyport.Identity.Mfa;

namespace Sallyport.Identity.Users;

/// <summary>
/// The way back for whoever can sign in no more and has nobody to ask: for the command line, where reach to the store and its settings is the
/// proof. Works beside a running gateway.
/// </summary>
public sealed class PasswordRescue(IUserStore store, UserAdmin admin, SecondFactor factor)
{
    private static readonly RequestActor CommandLine = RequestActor.System with { Name = "the command line" };

    /// <summary>The sign-in names there are. Reads only.</summary>
    public async Task<IReadOnlyList<string>> ListNamesAsync(CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Select(user => user.Name)];

    /// <summary>
    /// Gives a user a one-time password, which they must change at the next sign-in, and ends their sessions; removes their second factor where
    /// asked. Null when nobody has that name.
    /// </summary>
    public async Task<RescuedUser?> RunAsync(string name, bool removesSecondFactor, CancellationToken cancellationToken)
    {
        if (await store.FindByNameAsync(UserNames.Normalize(name), cancellationToken) is not { } user
            || await admin.ResetPasswordAsync(user, CommandLine, cancellationToken) is not { } made)
        {
            return null;
        }

        var isRemoved = removesSecondFactor && await factor.RemoveAsync(user, "user.mfa.removed", CommandLine, cancellationToken);
        return new RescuedUser(user.Name, made.Password, isRemoved, user.HasSecondFactor && !isRemoved, user.IsActive);
    }
}
