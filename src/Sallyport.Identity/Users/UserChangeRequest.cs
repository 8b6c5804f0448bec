using System.ComponentModel.DataAnnotations;
using Sallyport.Core.Api;

namespace Sallyport.Identity.Users;

/// <summary>The body that changes a user; what is not sent stays.</summary>
public sealed class UserChangeRequest
{
    /// <summary>E-mail address, at most 254 characters, or empty.</summary>
    [MaxLength(UserNames.MaxEmailLength)]
    public string? Email { get; init; }

    /// <summary>What they may do: viewer, operator or admin.</summary>
    public UserRole? Role { get; init; }

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

    internal FaultList FindFaults()
    {
        var faults = new FaultList();
        faults.Require(UserNames.IsEmail(Email), "email", UserNames.EmailRule);
        return faults;
    }
}
