using System.ComponentModel.DataAnnotations;
using Sallyport.Core.Api;

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

    /// <summary>What they may do: viewer (the default), operator or admin.</summary>
    public UserRole? Role { get; init; }

    internal FaultList FindFaults()
    {
        var faults = new FaultList();
        faults.Require(UserNames.IsValid(UserNames.Normalize(Username)), "username", UserNames.Rule);
        faults.Require(UserNames.IsEmail(Email), "email", UserNames.EmailRule);
        return faults;
    }
}
