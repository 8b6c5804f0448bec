using System.ComponentModel.DataAnnotations;
using Sallyport.Core.Api;
using Sallyport.Identity.Roles;

namespace Sallyport.Identity.Users;

/// <summary>The body that changes a user; what is not sent stays.</summary>
public sealed class UserChangeRequest
{
    /// <summary>E-mail address, at most 254 characters, or empty.</summary>
    [MaxLength(UserNames.MaxEmailLength)]
    public string? Email { get; init; }

    /// <summary>The name of their role, built-in or custom; see <c>GET /roles</c>.</summary>
    [MaxLength(64)]
    public string? Role { get; init; }

    /// <summary>Whether they may sign in and their API keys work; false ends their sessions.</summary>
    public bool? Active { get; init; }

    /// <summary>Whether they must choose another password before anything else works.</summary>
    public bool? MustChangePassword { get; init; }

    internal User ApplyTo(User user) => user with
    {
        Email = Email?.Trim() ?? user.Email,
        Role = Role ?? user.Role,
        IsActive = Active ?? user.IsActive,
        MustChangePassword = MustChangePassword ?? user.MustChangePassword,
    };

    internal FaultList FindFaults(RoleTable roles)
    {
        var faults = new FaultList();
        faults.Require(UserNames.IsEmail(Email), "email", UserNames.EmailRule);
        faults.Require(Role is null || roles.Find(Role) is not null, "role", $"There is no role '{Role}'; see GET /api/v1/roles.");
        return faults;
    }
}
