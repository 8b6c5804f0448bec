using Microsoft.AspNetCore.Http;
using Sallyport.Core.Access;
using Sallyport.Core.Api;
using Sallyport.Identity.Users;

namespace Sallyport.Identity.Roles;

/// <summary>
/// Keeps people from rising by way of others: nobody gives away, or takes over by a new password, what they do not hold themselves.
/// As an endpoint filter it guards routes that change the user <c>{id}</c>.
/// </summary>
internal sealed class RightsBound(UserTable users, RoleTable roles) : IEndpointFilter
{
    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return http.Request.RouteValues["id"] is string id && users.Find(id) is { } user && !Rights.Of(http).Cover(roles.RightsOf(user.Role))
            ? Refuse(Rights.Of(http), roles.RightsOf(user.Role), $"the user '{user.Name}' holds")
            : await next(context);
    }

    /// <summary>The refusal of a role that holds more than the person of the request, or null.</summary>
    internal static ApiProblem? FindFault(HttpContext http, Rights wanted) =>
        Rights.Of(http).Cover(wanted) ? null : Refuse(Rights.Of(http), wanted, "the role would give");

    private static ApiProblem Refuse(Rights own, Rights other, string what) => ApiProblem.Of(
        403, "exceeds_own_rights", $"You do not hold what {what}: {string.Join(", ", other.Names.Where(name => !own.Has(name)))}.");
}
