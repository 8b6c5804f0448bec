using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Sallyport.Core.Access;

namespace Sallyport.Identity.Authentication;

/// <summary>Decides <see cref="ManagementRequirement"/> for endpoints, where the authorization middleware passes the request as the resource.</summary>
internal sealed class ManagementAuthorizationHandler(SignInDuties duties) : AuthorizationHandler<ManagementRequirement>
{
    /// <inheritdoc />
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ManagementRequirement requirement)
    {
        if (context.Resource is HttpContext http
            && http.Features.Get<ManagementSession>() is { IsForged: false, Active.User: var user }
            && (requirement.Permission is null || Rights.Of(http).Has(requirement.Permission))
            && (requirement.AllowsPendingDuty || duties.Of(user) == SignInDuty.None))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
