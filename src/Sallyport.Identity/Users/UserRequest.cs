using System.ComponentModel.DataAnnotations;
using Sallyport.Core.Api;
using Sallyport.Identity.Roles;

namespace Sallyport.Identity.Users;

/// <summary>The body that makes a user.</summary>
public sealed class UserRequest
{
    /// <summary>The sign-in name, made lower case: 1 to 64 letters, digits and <c>. _ @ + -</c>, beginning with a letter or digit.</summary>
    [StringLength(64, MinimumLength = 1)]
    public string? Username { get; init; }

    /// <summary>E-mail address, at most 254 characters; none means empty.</summary>
    [MaxLength(UserNames.MaxEmailLength)]
    public string? Email { get; init; }

    /// <summary>The name of their role, built-in or custom; none means viewer. See <c>GET /roles</c>.</summary>
    [MaxLength(64)]
    public string? Role { get; init; }

    internal FaultList FindFaults(RoleTable roles)
    {
        var faults = new FaultList();
        faults.Require(UserNames.IsValid(UserNames.Normalize(Username)), "username", UserNames.Rule);
        faults.Require(UserNames.IsEmail(Email), "email", UserNames.EmailRule);
        faults.Require(Role is null || roles.Find(Role) is not null, "role", $"There is no role '{Role}'; see GET /api/v1/roles.");
        return faults;
    }
}
