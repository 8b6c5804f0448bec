using Microsoft.Extensions.Options;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Authentication;

/// <summary>What signed-in people have to settle before anything else works.</summary>
public sealed class SignInDuties(IOptions<IdentityOptions> options)
{
    private readonly UserRole? _from = Enum.TryParse<UserRole>(options.Value.RequireSecondFactorFrom, ignoreCase: true, out var role) ? role : null;

    /// <summary>Whether people of that role must have a second factor.</summary>
    internal bool NeedsSecondFactor(UserRole role) => role >= _from;

    /// <summary>What is next.</summary>
    internal SignInDuty Of(User user)
    {
        // A password that somebody else knows comes first: what it protects is about to be enrolled.
        if (user.MustChangePassword)
        {
            return SignInDuty.ChangePassword;
        }

        return NeedsSecondFactor(user.Role) && !user.HasSecondFactor ? SignInDuty.EnrolSecondFactor : SignInDuty.None;
    }
}
