using Microsoft.Extensions.Options;
using Sallyport.Core.Access;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Authentication;

/// <summary>What signed-in people have to settle before anything else works.</summary>
public sealed class SignInDuties(IOptions<IdentityOptions> options, UserTable users)
{
    // The setting names the built-in role whose reach is meant: a custom role that reaches as far is under the same rule.
    private readonly PermissionReach? _from = options.Value.RequireSecondFactorFrom.ToLowerInvariant() switch
    {
        UserRole.Viewer => PermissionReach.Read,
        UserRole.Operator => PermissionReach.Operate,
        UserRole.Admin => PermissionReach.Administer,
        _ => null,
    };

    /// <summary>Whether that person must have a second factor.</summary>
    internal bool NeedsSecondFactor(User user) => RightsOf(user).Reach >= _from;

    /// <summary>What that person may do once nothing is to be settled.</summary>
    internal Rights RightsOf(User user) => users.RightsOf(user);

    /// <summary>What is next.</summary>
    internal SignInDuty Of(User user)
    {
        // A password that somebody else knows comes first: what it protects is about to be enrolled.
        if (user.MustChangePassword)
        {
            return SignInDuty.ChangePassword;
        }

        return NeedsSecondFactor(user) && !user.HasSecondFactor ? SignInDuty.EnrolSecondFactor : SignInDuty.None;
    }
}
