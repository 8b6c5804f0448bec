using Microsoft.AspNetCore.Authorization;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Authentication;

/// <summary>What a management endpoint asks of the signed-in person.</summary>
/// <param name="Role">The least role.</param>
/// <param name="AllowsPendingDuty">Whether it works while the password must be changed or a second factor enrolled.</param>
internal sealed record ManagementRequirement(UserRole Role, bool AllowsPendingDuty) : IAuthorizationRequirement;
