using Microsoft.AspNetCore.Authorization;

namespace Sallyport.Identity.Authentication;

/// <summary>What a management endpoint asks of the signed-in person.</summary>
/// <param name="Permission">What they must hold; null for nothing but a sign-in.</param>
/// <param name="AllowsPendingDuty">Whether it works while the password must be changed or a second factor enrolled.</param>
internal sealed record ManagementRequirement(string? Permission, bool AllowsPendingDuty) : IAuthorizationRequirement;
