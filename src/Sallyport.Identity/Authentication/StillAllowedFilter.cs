using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sallyport.Core.Api;
using Sallyport.Identity.Sessions;

namespace Sallyport.Identity.Authentication;

/// <summary>
/// Asks again, once the body is there, whether a change is still allowed: by the session, the user and their rights of this moment. The request was let
/// in by its head, and whoever holds its body back for minutes would else act with rights that were taken from them meanwhile: make a key after all their
/// keys were ended, or a user after their own was disabled.
/// </summary>
internal sealed class StillAllowedFilter : IEndpointFilter
{
    /// <inheritdoc />
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var isRead = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        return isRead || http.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ? await next(context)
            : await RefuseAsync(http, endpoint) ?? await next(context);
    }

    private static async Task<ApiProblem?> RefuseAsync(HttpContext http, Endpoint endpoint)
    {
        var services = http.RequestServices;
        var begun = http.Features.Get<ManagementSession>();
        if (begun is null || await services.GetRequiredService<UserSessions>().FindStandingAsync(begun.Active, http.RequestAborted) is not { } standing)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return ApiProblem.Of(401, "unauthenticated", "The session ended while the request was on its way; sign in with POST /api/v1/auth/login.");
        }

        http.Features.Set(begun with { Active = standing });
        http.Features.Set(services.GetRequiredService<SignInDuties>().RightsOf(standing.User));
        var policy = await AuthorizationPolicy.CombineAsync(services.GetRequiredService<IAuthorizationPolicyProvider>(), endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>());
        var isAllowed = policy is not null && (await services.GetRequiredService<IAuthorizationService>().AuthorizeAsync(http.User, http, policy)).Succeeded;
        return isAllowed ? null : ApiProblem.Of(403, "forbidden", "Your rights changed while the request was on its way.");
    }
}
